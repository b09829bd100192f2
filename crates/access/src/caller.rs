//! Who asks, and the permit that only the table gives out.

use huigu_quantity::closed_list;
use huigu_store::{Affiliation as KeptAffiliation, ErrorClass, User};

use crate::{Reach, Rights, Role, Scope, TokenScope};

/// What an account stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Affiliation {
    /// An organisation, by its id in the books or the plan.
    Organisation(String),
    /// A party, by its id in the books.
    Party(String),
}

impl Affiliation {
    /// The id.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Organisation(id) | Self::Party(id) => id,
        }
    }
}

/// What an account stands for.
#[must_use]
pub fn home(user: &User) -> Option<Affiliation> {
    match &user.home {
        KeptAffiliation::Nothing => None,
        KeptAffiliation::Organisation(id) => Some(Affiliation::Organisation(id.clone())),
        KeptAffiliation::Party(id) => Some(Affiliation::Party(id.clone())),
    }
}

/// The role of a user.
///
/// # Errors
/// [`huigu_store::Error::Damaged`] for a word that is no role of users.
pub fn role(user: &User) -> Result<Role, huigu_store::Error> {
    let damaged = || huigu_store::Error::Damaged { place: "users".to_owned(), what: user.number.to_string() };
    Role::of_users().find(|role| role.code() == user.role).ok_or_else(damaged)
}

closed_list! {
    /// What a person must do before anything else is open to it.
    pub enum Pending {
        /// Choose a password: the one in use was given out.
        NewPassword = "new-password", "请先设置自己的新密码，再继续。", "Choose a password of your own first.";
        /// Enrol a second factor.
        SecondFactor = "second-factor", "请先设置动态口令，再继续。", "Set up your second factor first.";
    }
}

/// Whoever asks: a user, a token, the public, or who runs the program. Only
/// the desk makes one of a session or token.
#[derive(Clone, PartialEq, Eq)]
pub struct Caller {
    login: String,
    name: String,
    role: Role,
    home: Option<Affiliation>,
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

    /// A user of the register, by a session if it has one. With `demo`, a
    /// second factor is not compulsory.
    ///
    /// # Errors
    /// [`huigu_store::Error::Damaged`] for a user of no known role.
    pub fn of_user(user: &User, session: Option<u32>, demo: bool) -> Result<Self, huigu_store::Error> {
        let role = role(user)?;
        let pending = if user.given_until.is_some() {
            Some(Pending::NewPassword)
        } else {
            (role.is_staff() && !user.second_factor && !demo).then_some(Pending::SecondFactor)
        };
        let account = Some(user.number);
        let name = user.name.clone();
        Ok(Self { name, role, home: home(user), account, session, pending, ..Self::operator(&user.login) })
    }

    /// A user of the register by a token of its own, which opens only so much.
    ///
    /// # Errors
    /// As [`Caller::of_user`].
    pub fn of_token(user: &User, scopes: Vec<TokenScope>) -> Result<Self, huigu_store::Error> {
        Ok(Self { token: Some(scopes), pending: None, ..Self::of_user(user, None, true)? })
    }

    /// Number of the user.
    #[must_use]
    pub fn account(&self) -> Option<u32> {
        self.account
    }

    /// Number of the session.
    #[must_use]
    pub fn session(&self) -> Option<u32> {
        self.session
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
    pub fn home(&self) -> Option<&Affiliation> {
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
    pub fn may(&self, use_case: impl Into<&'static Rights>) -> bool {
        self.permit(use_case).is_ok()
    }

    /// The permit for a use case: the only way to one.
    ///
    /// # Errors
    /// [`Refused`], by name.
    pub fn permit(&self, use_case: impl Into<&'static Rights>) -> Result<Permit, Refused> {
        let rights = use_case.into();
        let refused = || match self.role {
            Role::Public => Refused::SignIn,
            role => Refused::NotAllowed { role },
        };
        let reach = rights.roles.reach(self.role).ok_or_else(refused)?;
        if let Some(pending) = self.pending
            && !rights.roles.are_for_enrolment()
            && reach != Reach::Public
        {
            return Err(Refused::FinishFirst { pending });
        }
        if let Some(scopes) = &self.token
            && !rights.token.is_open_to(scopes)
        {
            return Err(Refused::TokenLacks);
        }
        let scope = match reach {
            Reach::District => Scope::District,
            Reach::Public => Scope::Public,
            Reach::Own => self.own().ok_or_else(refused)?,
        };
        Ok(Permit { rights, role: self.role, scope, who: self.who() })
    }

    /// What is its own; an office without books has its account alone.
    fn own(&self) -> Option<Scope> {
        if self.home.is_none() && self.role.is_staff() {
            return Some(Scope::Unit(String::new()));
        }
        Some(match (self.role, self.home.clone()?) {
            (Role::Bank, Affiliation::Organisation(id)) => Scope::Lender(id),
            (Role::Guarantor, Affiliation::Organisation(id)) => Scope::Guarantor(id),
            (Role::Enterprise, Affiliation::Party(id)) => Scope::Party(id),
            (Role::Bank | Role::Guarantor | Role::Enterprise, _) | (_, Affiliation::Party(_)) => return None,
            (_, Affiliation::Organisation(id)) => Scope::Unit(id),
        })
    }
}

/// That somebody may do something, and with what part of the register. Only
/// [`Caller::permit`] gives one out, by the table.
///
/// ```compile_fail
/// // Nobody else can make one:
/// let permit = huigu_access::Permit {
///     rights: &huigu_access::Rights { code: "", roles: huigu_access::Roles::NOBODY, token: huigu_access::TokenAccess::Any },
///     role: huigu_access::Role::Public,
///     scope: huigu_access::Scope::District,
///     who: String::new(),
/// };
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permit {
    rights: &'static Rights,
    role: Role,
    scope: Scope,
    who: String,
}

impl Permit {
    /// For what.
    #[must_use]
    pub fn use_case(&self) -> &'static str {
        self.rights.code
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
    SignIn,
    /// Something must be done first.
    FinishFirst {
        /// What.
        pending: Pending,
    },
    /// The role may not.
    NotAllowed {
        /// The role.
        role: Role,
    },
    /// The token was not made for this.
    TokenLacks,
}

impl Refused {
    /// What sort of refusal it is.
    #[must_use]
    pub const fn class(&self) -> ErrorClass {
        match self {
            Self::SignIn => ErrorClass::SignIn,
            Self::FinishFirst { .. } => ErrorClass::FinishFirst,
            Self::NotAllowed { .. } => ErrorClass::NotAllowed,
            Self::TokenLacks => ErrorClass::TokenLacks,
        }
    }
}

impl std::error::Error for Refused {}

huigu_quantity::texts_of! {
    Refused in lang;
    SignIn = "请先登录，再进行这项操作。", "Sign in first.";
    NotAllowed { role = lang.t(role.text()) } = "“{role}”没有这项操作的权限。如确有需要，请联系系统管理员。", "This is not open to your role ({role}). If you need it, ask the administrator.";
    TokenLacks = "接口令牌的权限不包括这项操作。请另行创建具有相应权限的令牌。", "The token was not made for this. Make one that opens it.";
    => {
        Self::FinishFirst { pending } => pending.say(lang),
    }
}
