//! Books as institutions send them: checked, taken in within the sender's
//! bounds, and handed back where rows are to be corrected.

mod name;
mod rejects;
mod send;
mod template;
mod view;

pub use name::BookName;
pub use rejects::RejectedRows;
pub use send::{CheckBooks, SendBooks};
pub use template::EmptyTemplate;
pub use view::Sending;
