//! Charts as PNG beside their SVG, in builds that can draw them.

use std::path::Path;

use crate::results::OutputError;
use crate::results::OutputOptions;
use crate::returns::plain;

/// Writes the pictures that are asked for, and lets none stand that shows another chart.
pub(crate) struct Pictures {
    #[cfg(feature = "png")]
    painter: Option<crate::chart::Painter>,
}

impl Pictures {
    /// Pictures if they are asked for.
    #[cfg_attr(not(feature = "png"), expect(unused_variables))]
    pub(crate) fn new(options: OutputOptions) -> Self {
        Self {
            #[cfg(feature = "png")]
            painter: options.png.then(crate::chart::Painter::new),
        }
    }

    /// Writes the picture of a chart that is about to be written. One from an earlier command that was
    /// drawn from another document is removed.
    pub(crate) fn write(&self, charts: &Path, name: &str, document: &str) -> Result<(), OutputError> {
        let path = charts.join(format!("{name}.png"));
        #[cfg(feature = "png")]
        if let Some(painter) = &self.painter {
            let picture = painter
                .paint(document)
                .map_err(|reason| OutputError::cannot_write(&path)(std::io::Error::other(reason)))?;
            return crate::results::file::write_drawn(&path, &picture);
        }
        let is_stale = || {
            let drawn_from = plain::read(&charts.join(format!("{name}.svg")), plain::TABLE);
            drawn_from.map_or(true, |bytes| bytes != document.as_bytes())
        };
        if path.exists() && is_stale() {
            std::fs::remove_file(&path).map_err(OutputError::cannot_write(&path))?;
        }
        Ok(())
    }
}
