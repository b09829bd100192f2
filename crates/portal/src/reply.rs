//! What a page answers, before the frame and the headers are put around it.

use axum::http::StatusCode;
use huigu_answers::Sheet;
use maud::Markup;

use huigu_web::PageError;

/// A page before the frame is put around it.
pub struct Page {
    /// Title, as it stands in the window and in the first heading.
    pub title: String,
    /// Links back: path and name, without the first page and itself.
    pub trail: Vec<(String, String)>,
    /// The place in the navigation, by its path.
    pub section: &'static str,
    /// What stands below the heading.
    pub body: Markup,
    /// Unit of money of its tables, for the printed head.
    pub unit: String,
    /// Closing date, for the printed head.
    pub closing: Option<huigu_quantity::Day>,
    /// Status of the answer.
    pub status: StatusCode,
    /// What is said above everything else.
    pub said: String,
    /// The table that was asked for as a file, which is then the answer.
    pub export: Option<Box<Export>>,
}

/// A table that is asked for as a file.
pub struct Export {
    /// The table, filtered and sorted.
    pub sheet: Sheet,
    /// Whether as a workbook, else as CSV.
    pub workbook: bool,
}

impl Page {
    /// A page of a section.
    pub fn new(section: &'static str, title: impl Into<String>, body: Markup) -> Self {
        Self {
            title: title.into(),
            trail: Vec::new(),
            section,
            body,
            unit: String::new(),
            closing: None,
            status: StatusCode::OK,
            said: String::new(),
            export: None,
        }
    }

    /// With a link back.
    pub fn under(mut self, path: impl Into<String>, name: impl Into<String>) -> Self {
        self.trail.push((path.into(), name.into()));
        self
    }

    /// With the status of a trouble that is told on the page itself.
    pub fn with_status(mut self, page_error: PageError) -> Self {
        self.status = page_error.status();
        self
    }

    /// With something said above everything else.
    pub fn with_message(mut self, said: impl Into<String>) -> Self {
        self.said = said.into();
        self
    }

    /// With a closing date.
    pub fn closing(mut self, day: huigu_quantity::Day) -> Self {
        self.closing = Some(day);
        self
    }
}

/// What is answered.
pub enum Reply {
    /// A page.
    Page(Page),
    /// A part of a page, for a script that asks for it.
    Part(Markup),
    /// Somewhere else.
    Redirect(String),
    /// A file to keep.
    File {
        /// Its name.
        name: String,
        /// Its media type.
        media: &'static str,
        /// Its bytes.
        bytes: Vec<u8>,
    },
}

impl From<Page> for Reply {
    fn from(page: Page) -> Self {
        Self::Page(page)
    }
}

/// What came of a request.
pub type Outcome = Result<Reply, PageError>;
