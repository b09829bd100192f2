//! Who asks, and the permit that only the table gives out.

use huigu_quantity::Phrase;
use huigu_store::ErrorClass;

use super::{Reach, Role, Scope, TokenScope, table};
use crate::UseCase;

/// What an account stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Home {
    /// An organisation, by its id in the books or the plan.
    Organisation(String),
    /// A party, by its id in the books.
    Party(String),
}

impl Home {
    /// The id.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Organisation(id) | Self::Party(id) => id,
        }
    }
}

/// What a person must do before anything else is open to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pending {
    /// Choose a password: the one in use was given out.
    NewPassword,
    /// Enrol a second factor.
    SecondFactor,
}

impl Pending {
    const fn phrase(self) -> Phrase {
        match self {
            Self::NewPassword => Phrase::new("请先设置自己的新密码，再继续。", "Choose a password of your own first."),
            Self::SecondFactor => Phrase::new("请先设置动态口令，再继续。", "Set up your second factor first."),
        }
    }
}

/// Whoever asks: a user, a token, the public, or who runs the program. Only
/// the desk makes one of a session or token.
#[derive(Clone, PartialEq, Eq)]
pub struct Caller {
    login: String,
    name: String,
    role: Role,
    home: Option<Home>,
    /// Numbers of the user and of the session, where it has them.
    account: Option<u32>,
    session: Option<u32>,
    pending: Option<Pending>,
    token: Option<Vec<TokenScope>>,
}

impl std::fmt::Debug for Caller {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // As the audit writes it: without the person's name.
        write!(f, "Caller({}, {})", self.who(), self.role.code())
    }
}

impl Caller {
    /// Anybody, not signed in.
    #[must_use]
    pub fn public() -> Self {
        Self { role: Role::Public, ..Self::operator("") }
    }

    /// Whoever runs the program at the machine that holds the register. Who
    /// can read that machine's files needs no permission of ours: this is for
    /// the command line, never for what comes over a network.
    #[must_use]
    pub fn operator(who: &str) -> Self {
        Self {
            login: who.to_owned(),
            name: who.to_owned(),
            role: Role::Operator,
            home: None,
            account: None,
            session: None,
            pending: None,
            token: None,
        }
    }

    /// A user.
    pub(crate) fn user(login: &str, name: &str, role: Role, home: Option<Home>) -> Self {
        Self { name: name.to_owned(), role, home, ..Self::operator(login) }
    }

    /// Of a user by number, by a session.
    pub(crate) fn signed_in(self, account: u32, session: Option<u32>) -> Self {
        Self { account: Some(account), session, ..self }
    }

    /// Number of the user.
    pub(crate) fn account(&self) -> Option<u32> {
        self.account
    }

    /// Number of the session.
    pub(crate) fn session(&self) -> Option<u32> {
        self.session
    }

    /// With something to be done first.
    pub(crate) fn pending_on(self, pending: Option<Pending>) -> Self {
        Self { pending, ..self }
    }

    /// By a token that opens only so much.
    pub(crate) fn by_token(self, scopes: Vec<TokenScope>) -> Self {
        Self { token: Some(scopes), ..self }
    }

    /// The login; empty for the public.
    #[must_use]
    pub fn login(&self) -> &str {
        &self.login
    }

    /// The name shown.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The role.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// What the account stands for.
    #[must_use]
    pub fn home(&self) -> Option<&Home> {
        self.home.as_ref()
    }

    /// What must be done before anything else is open.
    #[must_use]
    pub fn pending(&self) -> Option<Pending> {
        self.pending
    }

    /// Whether it is a person signed in.
    #[must_use]
    pub fn is_signed_in(&self) -> bool {
        !matches!(self.role, Role::Public | Role::Operator) && self.token.is_none()
    }

    /// Whether it asks by a token.
    #[must_use]
    pub fn is_by_token(&self) -> bool {
        self.token.is_some()
    }

    /// As the audit writes it: the login, and what the account stands for.
    #[must_use]
    pub fn who(&self) -> String {
        match &self.home {
            Some(home) => format!("{}@{}", self.login, home.id()),
            None if self.role == Role::Public => "public".to_owned(),
            None => self.login.clone(),
        }
    }

    /// Whether it may, for showing or hiding a way there.
    #[must_use]
    pub fn may(&self, use_case: UseCase) -> bool {
        self.permit(use_case).is_ok()
    }

    /// The permit for a use case: the only way to one.
    ///
    /// # Errors
    /// [`Refused`], by name.
    pub fn permit(&self, use_case: UseCase) -> Result<Permit, Refused> {
        let refused = || match self.role {
            Role::Public => Refused::SignIn { use_case },
            role => Refused::NotAllowed { role, use_case },
        };
        let reach = table::reach(self.role, use_case).ok_or_else(refused)?;
        if let Some(pending) = self.pending
            && !use_case.is_of_own_account()
            && reach != Reach::Public
        {
            return Err(Refused::FinishFirst { pending });
        }
        if let Some(scopes) = &self.token
            && !scopes.iter().any(|scope| scope.opens(use_case))
        {
            return Err(Refused::TokenLacks { use_case });
        }
        let scope = match reach {
            Reach::District => Scope::District,
            Reach::Public => Scope::Public,
            Reach::Own => self.own().ok_or_else(refused)?,
        };
        Ok(Permit { use_case, role: self.role, scope, who: self.who() })
    }

    /// What is its own; an office without books has its account alone.
    fn own(&self) -> Option<Scope> {
        if self.home.is_none() && self.role.is_staff() {
            return Some(Scope::Unit(String::new()));
        }
        Some(match (self.role, self.home.clone()?) {
            (Role::Bank, Home::Organisation(id)) => Scope::Lender(id),
            (Role::Guarantor, Home::Organisation(id)) => Scope::Guarantor(id),
            (Role::Enterprise, Home::Party(id)) => Scope::Party(id),
            (Role::Bank | Role::Guarantor | Role::Enterprise, _) | (_, Home::Party(_)) => return None,
            (_, Home::Organisation(id)) => Scope::Unit(id),
        })
    }
}

/// That somebody may do something, and with what part of the register. Only
/// [`Caller::permit`] gives one out, by the table.
///
/// ```compile_fail
/// // Nobody else can make one:
/// let permit = huigu_desk::Permit {
///     use_case: huigu_desk::UseCase::Unmask,
///     role: huigu_desk::Role::Public,
///     scope: huigu_desk::Scope::District,
///     who: String::new(),
/// };
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permit {
    use_case: UseCase,
    role: Role,
    scope: Scope,
    who: String,
}

impl Permit {
    /// For what.
    #[must_use]
    pub fn use_case(&self) -> UseCase {
        self.use_case
    }

    /// To whom.
    #[must_use]
    pub fn role(&self) -> Role {
        self.role
    }

    /// With what part of the register.
    #[must_use]
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Who, as the audit writes it.
    #[must_use]
    pub fn who(&self) -> &str {
        &self.who
    }
}

/// Why there is no permit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// Nobody is signed in, and this is not public.
    SignIn {
        /// What was asked.
        use_case: UseCase,
    },
    /// Something must be done first.
    FinishFirst {
        /// What.
        pending: Pending,
    },
    /// The role may not.
    NotAllowed {
        /// The role.
        role: Role,
        /// What was asked.
        use_case: UseCase,
    },
    /// The token was not made for this.
    TokenLacks {
        /// What was asked.
        use_case: UseCase,
    },
}

impl Refused {
    /// What sort of refusal it is.
    #[must_use]
    pub const fn class(&self) -> ErrorClass {
        match self {
            Self::SignIn { .. } => ErrorClass::SignIn,
            Self::FinishFirst { .. } => ErrorClass::FinishFirst,
            Self::NotAllowed { .. } => ErrorClass::NotAllowed,
            Self::TokenLacks { .. } => ErrorClass::TokenLacks,
        }
    }
}

impl std::error::Error for Refused {}

huigu_quantity::texts_of! {
    Refused in lang;
    SignIn = "请先登录，再进行这项操作。", "Sign in first.";
    NotAllowed { role = lang.pick(role.chinese(), role.english()) } = "“{role}”没有这项操作的权限。如确有需要，请联系系统管理员。", "This is not open to your role ({role}). If you need it, ask the administrator.";
    TokenLacks = "接口令牌的权限不包括这项操作。请另行创建具有相应权限的令牌。", "The token was not made for this. Make one that opens it.";
    => {
        Self::FinishFirst { pending } => lang.t(pending.phrase()).to_owned(),
    }
}
