//! What is asked of the portal: by whom, in which language, about what.

use std::cell::RefCell;

use axum::http::StatusCode;
use cookie::time::Duration;
use huigu_answers::figures;
use huigu_desk::sheets::KnownNames;
use huigu_desk::{
    AccountError, AsKnownAt, BatchNumber, Caller, Desk, Error, Fields, Hash, KeptAnswer, KeyedRun, ListedOperation,
    MemberType, RunOutcome,
};
use huigu_plan::UnitRole;
use huigu_quantity::{Day, Lang, Phrase, Say};

use crate::reply::Reply;
use crate::words;
use huigu_web::Portal;
use huigu_web::language;
use huigu_web::upload::Upload;
use huigu_web::{PageError, Pairs};

/// A request, read.
pub struct RequestContext<'a> {
    /// The portal.
    pub portal: &'a Portal,
    /// Who asks.
    pub caller: Caller,
    /// The session as the browser holds it; empty where nobody is signed in.
    pub session: String,
    /// Token that a form must bring back; empty where nobody is signed in.
    pub csrf: String,
    /// From where it is asked.
    pub address: String,
    /// What the browser says it is.
    pub agent: String,
    /// Cookies to set.
    pub cookies: RefCell<Vec<String>>,
    /// Language of the answer.
    pub lang: Lang,
    /// Path as asked.
    pub path: &'a str,
    /// What stands in the path, by the names of the route.
    pub places: Vec<(String, String)>,
    /// The query.
    pub query: Pairs,
    /// Whether it is a question, which can be asked again with other words.
    pub is_question: bool,
    /// The form, of a POST.
    pub form: Pairs,
    /// The files of a sending.
    pub uploads: RefCell<Vec<Upload>>,
    /// Id of the request.
    pub id: &'a str,
    /// Today.
    pub today: Day,
    /// The last batch of the register, for the footer.
    pub batch: BatchNumber,
}

impl RequestContext<'_> {
    /// A fixed text in the language of the answer.
    pub fn t(&self, phrase: Phrase) -> &'static str {
        self.lang.t(phrase)
    }

    /// A text with its values put in, in the language of the answer.
    pub fn say(&self, text: impl Say) -> String {
        self.lang.say(text)
    }

    /// Whichever is in the language of the answer.
    pub fn pick<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        self.lang.pick(zh, en)
    }

    /// A text of the plan.
    pub fn text<'t>(&self, text: &'t huigu_plan::Text) -> &'t str {
        text.get(self.lang)
    }

    /// A day as it is written.
    pub fn date(&self, day: Day) -> String {
        words::date(self.lang, day)
    }

    /// A count with separators.
    pub fn count(&self, number: usize) -> String {
        figures::grouped(number as u64)
    }

    /// What the path holds under a name.
    pub fn place(&self, name: &str) -> &str {
        self.places.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// The office that reports and publishes: as it is set, else the unit
    /// that leads the plan.
    pub fn office(&self) -> &str {
        let set = self.portal.office();
        let lead = || self.plan().units().iter().find(|unit| unit.role == Some(UnitRole::Centre));
        if set.is_empty() { lead().map_or(set, |unit| self.text(&unit.name)) } else { set }
    }

    /// The desk.
    pub fn desk(&self) -> &Desk {
        self.portal.desk()
    }

    /// Names as an answer's directory and the plan know them.
    pub fn names<'n>(&'n self, directory: &'n huigu_desk::Directory) -> KnownNames<'n> {
        KnownNames { directory, plan: self.plan() }
    }

    /// The plan.
    pub fn plan(&self) -> &huigu_plan::Plan {
        self.portal.desk().plan()
    }

    /// The date asked, else today or the plan's last day, whichever comes first.
    ///
    /// # Errors
    /// [`PageError::Asked`] for what is no date.
    pub fn as_of(&self) -> Result<Day, PageError> {
        match self.query.get("date") {
            Some(text) => Day::parse(text).map_err(|_| PageError::Asked { what: text.to_owned() }),
            None => {
                let validity = self.plan().validity();
                Ok(self.today.min(validity.last()).max(validity.from))
            }
        }
    }

    /// The year asked, else that of [`RequestContext::as_of`].
    ///
    /// # Errors
    /// [`PageError::Asked`] for what is no year.
    pub fn year(&self) -> Result<i32, PageError> {
        match self.query.get("year") {
            Some(text) => text.parse().map_err(|_| PageError::Asked { what: text.to_owned() }),
            None => Ok(self.as_of()?.year()),
        }
    }

    /// Every year of the plan.
    pub fn years(&self) -> std::ops::RangeInclusive<i32> {
        let validity = self.plan().validity();
        validity.from.year()..=validity.last().year()
    }

    /// As of which batch or day the register is asked.
    ///
    /// # Errors
    /// [`PageError::Asked`] for what is neither.
    pub fn known_at(&self) -> Result<Option<AsKnownAt>, PageError> {
        let Some(text) = self.query.get("known-at") else { return Ok(None) };
        let page_error = || PageError::Asked { what: text.to_owned() };
        if let Ok(number) = text.parse() {
            return Ok(Some(AsKnownAt::Batch(BatchNumber(number))));
        }
        Day::parse(text).map(|day| Some(AsKnownAt::Day(day))).map_err(|_| page_error())
    }

    /// A key for a form that is shown: sent twice, it is acted on once.
    pub fn form_key(&self) -> Option<String> {
        let random = self.portal.random()?;
        Some(random.iter().take(16).map(|byte| format!("{byte:02x}")).collect())
    }

    /// The input of an operation, of what stands in the path and of the form.
    ///
    /// # Errors
    /// [`Error::Refused`] where the caller may not ask it, whatever was typed;
    /// [`Error::NotThere`] for a path that names nothing of the kind,
    /// [`Error::Input`] for what was typed.
    pub fn input<O: ListedOperation>(&self, places: &[(&str, &str)]) -> Result<O, Error> {
        self.caller.permit(O::USE_CASE)?;
        let fields = Fields::of::<O>();
        let texts = fields.all().iter().filter_map(|field| {
            let name = field.name.as_str();
            let place = places.iter().find(|(place, _)| *place == name).map(|(_, text)| (*text).to_owned());
            let typed = self.form.has(name).then(|| match field.form {
                MemberType::List => self.form.lines(name),
                _ => self.form.raw(name).to_owned(),
            });
            Some((name, place.or(typed)?))
        });
        let texts: Vec<(&str, String)> = texts.collect();
        let texts = texts.iter().map(|(name, text)| (*name, text.as_str()));
        let read = fields.value_of(texts).and_then(|members| fields.read(members));
        read.map_err(|error| match &error {
            Error::Input { field, .. } => match places.iter().find(|(place, _)| place == field) {
                Some((_, text)) => Error::NotThere { what: (*text).to_owned() },
                None => error,
            },
            _ => error,
        })
    }

    /// Runs an operation for who asks.
    ///
    /// # Errors
    /// Whatever the desk answers.
    pub fn run<O: ListedOperation>(&self, input: O) -> Result<O::Output, Error> {
        self.desk().run(&self.caller, input)
    }

    /// Runs an operation that a form asks for, under the form's key, and goes
    /// on to a page.
    ///
    /// # Errors
    /// Whatever the desk answers.
    pub fn act<O: ListedOperation>(&self, input: O, to: impl Fn(&O::Output) -> String) -> Result<Reply, Error> {
        self.once(input, &to).map(Reply::Redirect)
    }

    /// Runs an operation that a form asks for, under the form's key; what is
    /// kept of its answer.
    ///
    /// # Errors
    /// Whatever the desk answers.
    pub fn once<O: ListedOperation>(&self, input: O, keep: &dyn Fn(&O::Output) -> String) -> Result<String, Error> {
        Ok(match self.keyed(input, keep)? {
            RunOutcome::Done(made) => keep(&made),
            RunOutcome::Replayed(kept) => kept.location,
        })
    }

    /// Runs an operation that a form asks for, under the form's key, for an
    /// answer that is shown this once.
    ///
    /// # Errors
    /// [`AccountError::ShownOnce`] where it was done before; else whatever the
    /// desk answers.
    pub fn act_shown_once<O: ListedOperation>(&self, input: O) -> Result<O::Output, Error> {
        match self.keyed(input, &|_| String::new())? {
            RunOutcome::Done(made) => Ok(made),
            RunOutcome::Replayed(_) => Err(AccountError::ShownOnce.into()),
        }
    }

    /// Under the form's key only a text is kept, such as where it led.
    fn keyed<O: ListedOperation>(
        &self,
        input: O,
        to: &dyn Fn(&O::Output) -> String,
    ) -> Result<RunOutcome<O::Output>, Error> {
        let key = self.form.raw("key");
        if key.is_empty() {
            return Ok(RunOutcome::Done(self.desk().run(&self.caller, input)?));
        }
        let permit = self.caller.permit(O::USE_CASE)?;
        // Another text typed into the same form is another request. What was
        // typed cannot be found from the hash: the form's tokens are in it.
        let request = Hash::of(format!("{}\n{}", self.path, self.form.query()).as_bytes());
        let answer = |made: &O::Output| {
            Ok(KeptAnswer { status: StatusCode::SEE_OTHER.as_u16(), location: to(made), body: Vec::new() })
        };
        let once = KeyedRun::new((&self.caller, &permit), &format!("form {request}"), request, &answer, &|_| None)?;
        self.desk().run_once(&self.caller, input, None, Some(&once))
    }

    /// Keeps the session in the browser, or with nothing ends it there.
    pub fn keep_session(&self, session: Option<&str>) {
        let name = self.portal.session_cookie();
        // No age: it ends with the browser, and with the desk's own limits.
        let cookie = language::set_cookie(name, session.unwrap_or_default()).secure(self.portal.is_behind_tls());
        let cookie = if session.is_some() { cookie } else { cookie.max_age(Duration::ZERO) };
        let cookie = cookie.build().to_string();
        self.cookies.borrow_mut().push(cookie);
    }

    /// The same page with another value in its query.
    pub fn here_with(&self, name: &str, value: &str) -> String {
        format!("{}{}", self.path, self.query.with(name, value).query())
    }

    /// A link that keeps the time asked about.
    pub fn link(&self, path: &str) -> String {
        let kept = ["date", "year", "known-at"];
        // Each once: what is repeated would stand in every link of the page.
        let pairs = self.query.iter().filter(|(key, _)| kept.contains(key));
        let pairs = pairs.fold(Pairs::default(), |pairs, (key, value)| pairs.with(key, value));
        format!("{path}{}", pairs.query())
    }

    /// A link that asks about a year.
    pub fn link_year(&self, path: &str, year: i32) -> String {
        let pairs = Pairs::default().with("year", &year.to_string());
        let pairs = self.query.get("known-at").map_or(pairs.clone(), |at| pairs.with("known-at", at));
        format!("{path}{}", pairs.query())
    }
}
