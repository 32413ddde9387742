//! A small return of three children, whole or with one piece written otherwise, read to the end.

use swplab::evidence::Profile;
use swplab::returns::import::{self, Given, Rounding};

/// A boy who leaves, a girl who comes in the year's last month, a mother.
pub const HEADER: &str = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n\
    K1,1,05/06/2008,WBRI,X1,,\nK2,2,14/02/2012,WBRI,X2,0,\nK3,2,20/11/2004,WBRI,X3,1.0,01/01/2020\n";
pub const EPISODES: &str = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n\
    K1,10/05/2018,S,V2,N1,U6,PR1,20/08/2018,X1,CREQB,ZZ1 1ZZ,ZZ1 2ZZ,1\n\
    K1,20/08/2018,P,V2,N1,K2,PR4,11/02/2019,E4A,,ZZ1 1ZZ,ZZ1 3ZZ,2\n\
    K2,01/03/2019,S,C1,N1,U3,PR1,,,,ZZ1 1ZZ,ZZ1 4ZZ,3\n\
    K3,02/05/2018,S,C2,N1,U4,PR1,06/06/2018,X1,,ZZ1 1ZZ,ZZ1 5ZZ,4\n\
    K3,06/06/2018,L,C2,N1,U4,PR1,,,,ZZ1 1ZZ,ZZ1 5ZZ,4\n";
pub const REVIEWS: &str = "CHILD,DOB,REVIEW,REVIEW_CODE\nK1,05/06/2008,01/07/2018,PN1\n";
pub const UASC: &str = "CHILD,SEX,DOB,DUC\nK3,2,20/11/2004,20/11/2022\n";
pub const OC3: &str = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\nK9,01/01/2000,YES,F2,U1\n";
pub const WORKERS: &str = "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\n\
    K3,20/11/2004,W1,02/05/2018,01/09/2018,FCONTA\nK3,20/11/2004,W2,01/09/2018,,LEFTRL\n";

/// A file of a return.
pub fn given(name: &str, bytes: &[u8]) -> Given {
    Given { name: name.to_owned(), bytes: Some(bytes.to_owned()), path: None }
}

/// The files of the return.
pub fn whole() -> Vec<Given> {
    vec![
        given("2019/Episodes.csv", EPISODES.as_bytes()),
        given("2019/HEADER.csv", HEADER.as_bytes()),
        given("2019/OC3.csv", OC3.as_bytes()),
        given("2019/SocialWorker.csv", WORKERS.as_bytes()),
        given("2019/reviews.csv", REVIEWS.as_bytes()),
        given("2019/uasc.csv", UASC.as_bytes()),
    ]
}

/// The return with one piece of its episodes written otherwise.
pub fn with(good: &str, bad: &str) -> Vec<Given> {
    assert!(EPISODES.contains(good), "{good}");
    let mut files = whole();
    files[0] = given("2019/Episodes.csv", EPISODES.replacen(good, bad, 1).as_bytes());
    files
}

/// Every line from reading to the profile's text; nothing may panic on the way.
pub fn all_the_way(files: &[Given]) -> String {
    let reading = import::read(files);
    let mut text = import::words::of_reading(&reading) + &reading.faults.csv();
    for authority in 0..reading.authorities.len() {
        let Some(histories) = reading.histories(authority) else {
            continue;
        };
        let (_, to) = reading.covers.unwrap();
        let day = to.plus(-1);
        match import::profile(&histories, "Test", day, Rounding::Months) {
            Ok(found) => {
                text += &import::words::of_found(&found, &import::official(&histories, day));
                let written = found.profile.to_toml("A test", "None", "") + &import::toml(&found);
                let read = Profile::parse(&written);
                assert!(read.is_ok(), "{read:?}\n{written}");
                text += &written;
            }
            Err(refusal) => text += &refusal.to_string(),
        }
    }
    text
}

/// The same return as XML.
pub fn as_xml() -> Vec<Given> {
    let rows = |text: &str, tag: &str| -> String {
        let mut lines = text.lines();
        let columns: Vec<&str> = lines.next().unwrap().split(',').collect();
        let row = |line: &str| {
            let cells = columns.iter().zip(line.split(','));
            let cells: String = cells.map(|(c, v)| format!("<{c}>{v}</{c}>\n")).collect();
            format!("<{tag}>{cells}</{tag}>\n")
        };
        lines.map(row).collect()
    };
    let text = format!(
        "<?xml version=\"1.0\"?>\n<SSDA903 YEAR=\"2019\">{}{}{}{}{}{}</SSDA903>",
        rows(HEADER, "HEADER"),
        rows(EPISODES, "EPISODE"),
        rows(REVIEWS, "REVIEW"),
        rows(UASC, "UASC"),
        rows(OC3, "OC3"),
        rows(WORKERS, "SWEPISODE")
    );
    vec![given("2019.xml", text.as_bytes())]
}
