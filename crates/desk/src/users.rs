//! Users, as who keeps them sees them: listed, added, disabled, reset.

mod account;
mod add;
mod disable;
mod list;
mod reset;
mod view;

pub use account::GivenPassword;
pub use add::AddUser;
pub use disable::DisableUser;
pub use list::ListUsers;
pub use reset::ResetUser;
pub use view::UserView;
