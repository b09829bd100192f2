//! Why something about an account was not done.

use huigu_store::ErrorClass;

/// Why something about an account was not done. None of them tells whether a
/// login exists to who is not signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountError {
    /// Login and password do not belong together, or may not come in.
    WrongSignIn,
    /// The code is not good, was used before, or came too late.
    WrongCode,
    /// Too many guesses failed; try again after so many seconds.
    TooManyTries {
        /// How long to wait.
        seconds: u64,
    },
    /// Too many sign in at once.
    Busy,
    /// The password in use is another.
    WrongPassword,
    /// The password is shorter than so many characters, or longer than a page.
    PasswordLength {
        /// How many it must have.
        least: usize,
    },
    /// The password is one that is guessed first.
    PasswordCommon,
    /// The password is the one there is.
    PasswordSame,
    /// The login cannot be one.
    BadLogin,
    /// There is no such user.
    NoSuchUser,
    /// The role needs something to stand for.
    HomeNeeded,
    /// Neither plan nor register know what it is to stand for.
    HomeUnknown {
        /// The id.
        home: String,
    },
    /// No second factor is on offer.
    NoOffer,
    /// It was done under the same key before; what it showed once is not kept.
    ShownOnce,
    /// A token must open something, and end within so many days.
    TokenTerms {
        /// The most days.
        most: u32,
    },
    /// A password could not be hashed, or a secret not be sealed.
    Cipher {
        /// What the library says.
        why: String,
    },
}

impl AccountError {
    /// What sort of thing went wrong.
    #[must_use]
    pub const fn class(&self) -> ErrorClass {
        match self {
            Self::TooManyTries { .. } | Self::Busy => ErrorClass::TooMany,
            Self::ShownOnce => ErrorClass::KeyReused,
            Self::Cipher { .. } => ErrorClass::Broken,
            _ => ErrorClass::Invalid,
        }
    }
}

impl std::error::Error for AccountError {}

huigu_quantity::texts_of! {
    AccountError in lang;
    WrongSignIn = "登录名或密码不正确，或账号不能使用。请核对后重试；忘记密码请联系系统管理员重置。", "Login and password do not belong together, or the account may not be used. Check them and try again; ask the administrator for a reset if the password is lost.";
    WrongCode = "动态口令不正确、已经用过或已过期。请等待下一个口令后重试，或使用恢复码。", "The code is not right, was used before, or has run out. Wait for the next one, or use a recovery code.";
    TooManyTries { seconds } = "尝试次数过多。请在 {seconds} 秒后重试。", "Too many tries. Try again in {seconds} seconds.";
    Busy = "同时登录的人数过多。请稍候再试。", "Too many people are signing in at once. Try again in a moment.";
    WrongPassword = "当前密码不正确。请重新输入。", "The present password is not right. Type it again.";
    PasswordLength { least } = "密码至少 {least} 个字符、至多 128 个字符。请另设一个较长的密码，例如几个互不相关的词。", "A password has {least} to 128 characters. Choose a longer one, such as some unrelated words.";
    PasswordCommon = "密码过于常见、过于单一或包含登录名，容易被猜中。请另设一个。", "The password is common, monotonous, or holds the login, and is guessed easily. Choose another.";
    PasswordSame = "新密码与当前密码相同。请另设一个。", "The new password is the present one. Choose another.";
    BadLogin = "登录名须为 2 至 40 个小写字母、数字、点、下划线或连字符，以字母或数字开头，且不得是个人身份号码。", "A login has 2 to 40 lower-case letters, digits, dots, underscores or hyphens, begins with a letter or digit, and is no person's identity number.";
    NoSuchUser = "没有这个用户。`huigu user list` 可列出全部用户。", "There is no such user. `huigu user list` lists them.";
    HomeNeeded = "这种角色须指明所属机构（或主体）。银行、担保机构和企业以台账中的编号指明，责任单位以方案中的编号指明。", "This role stands for an organisation or party: name a bank, guarantor or enterprise by its id in the books, a unit by its id in the plan.";
    HomeUnknown { home } = "方案和登记库中都没有“{home}”，或其类型与角色不符。请核对编号，必要时先报送机构（主体）名册。", "Neither plan nor register know `{home}`, or its kind is not that of the role. Check the id; send the organisations or parties first if need be.";
    NoOffer = "没有待确认的动态口令。请重新开始设置。", "No second factor is on offer. Begin anew.";
    ShownOnce = "这项操作已经完成，不再重做；所给的密码、令牌或恢复码只显示一次，不留存。没有记下的，请重置或另建。", "This was done already and is not done again; the password, token or codes it showed are shown once and not kept. If they were lost, reset or make them anew.";
    Cipher { why } = "密码或密钥的运算失败：{why}。操作未进行；请联系系统管理员。", "A password could not be hashed or a secret not be sealed ({why}). Nothing was done; tell the administrator.";
    TokenTerms { most } = "令牌须选定至少一项权限，有效期为 1 至 {most} 天，并属于有所属机构的账号。", "A token opens at least one thing, ends within 1 to {most} days, and belongs to an account that stands for an organisation or party.";
}
