//! A browser led by its driver, over the driver's own protocol (WebDriver).

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

/// The key under which the protocol names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// How often a wait looks again, and how many times.
const LOOK: Duration = Duration::from_millis(50);
const LOOKS: usize = 200;

/// A driver of its own port; it ends with this value.
struct Driver {
    child: Child,
    port: u16,
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Driver {
    fn start() -> Self {
        // A port that is free now; the driver takes it next.
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let child = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver was not found: install Chromium and its driver (Debian: apt-get install chromium chromium-driver)");
        let driver = Self { child, port };
        for _ in 0..LOOKS {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return driver;
            }
            std::thread::sleep(LOOK);
        }
        panic!("chromedriver does not answer");
    }

    fn context(&self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        let body = if method == "GET" || method == "DELETE" { String::new() } else { body.to_string() };
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            if line.trim().is_empty() {
                break;
            }
            if let Some(found) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = found.trim().parse().unwrap();
            }
        }
        let mut answer = vec![0; length];
        reader.read_exact(&mut answer).unwrap();
        let answer: Value = serde_json::from_slice(&answer).unwrap();
        match answer["value"].get("error") {
            Some(_) => Err(answer["value"]["message"].as_str().unwrap_or_default().to_owned()),
            None => Ok(answer["value"].clone()),
        }
    }
}

/// A browser with a window.
pub struct Browser {
    session: String,
    base: String,
    driver: Driver,
}

impl Browser {
    /// A browser on a portal, of a window so wide, with scripts or without.
    pub fn open(base: &str, width: u32, scripts: bool) -> Self {
        let driver = Driver::start();
        // The pages' own width is asked for: a window's least width is larger.
        let metrics = json!({"width": width, "height": 900, "pixelRatio": 1.0, "mobile": false, "touch": false});
        let mut options = json!({
            "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=zh-CN", "--force-prefers-reduced-motion"],
            "mobileEmulation": {"deviceMetrics": metrics},
        });
        if !scripts {
            options["prefs"] = json!({"profile.managed_default_content_settings.javascript": 2});
        }
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL"},
        }}});
        let opened = driver.context("POST", "/session", &wanted).unwrap();
        let session = opened["sessionId"].as_str().unwrap().to_owned();
        Self { session, base: base.to_owned(), driver }
    }

    fn context(&self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        self.driver.context(method, &format!("/session/{}{path}", self.session), body)
    }

    /// Goes to a page of the portal.
    pub fn go(&self, path: &str) {
        self.context("POST", "/url", &json!({"url": format!("{}{path}", self.base)})).unwrap();
    }

    /// Where it is, without the portal's address.
    pub fn path(&self) -> String {
        let url = self.context("GET", "/url", &Value::Null).unwrap();
        url.as_str().unwrap().strip_prefix(&self.base).unwrap_or_default().to_owned()
    }

    /// Waits until the page is that of a path.
    pub fn comes_to(&self, path: &str) {
        for _ in 0..LOOKS {
            if self.path() == path {
                return;
            }
            std::thread::sleep(LOOK);
        }
        panic!("never came to {path}, but to {}: {}", self.path(), self.text("body"));
    }

    /// Waits until the page is another than that of a path.
    pub fn leaves(&self, path: &str) {
        for _ in 0..LOOKS {
            if self.path() != path {
                return;
            }
            std::thread::sleep(LOOK);
        }
        panic!("never left {path}: {}", self.text("body"));
    }

    fn find(&self, selector: &str) -> String {
        for _ in 0..LOOKS {
            let found = self.context("POST", "/element", &json!({"using": "css selector", "value": selector}));
            if let Ok(found) = found {
                return found[ELEMENT].as_str().unwrap().to_owned();
            }
            std::thread::sleep(LOOK);
        }
        panic!("no `{selector}` on {}: {}", self.path(), self.text("body"));
    }

    /// Asks something of what a selector finds first; again if a new page has
    /// come between finding and asking.
    fn on(&self, selector: &str, method: &str, what: &str, body: &Value) -> Value {
        for _ in 0..LOOKS {
            let element = self.find(selector);
            match self.context(method, &format!("/element/{element}/{what}"), body) {
                Err(error) if error.contains("stale element") => std::thread::sleep(LOOK),
                done => return done.unwrap_or_else(|error| panic!("{what} {selector} on {}: {error}", self.path())),
            }
        }
        panic!("`{selector}` never stood still on {}", self.path());
    }

    /// The text of what a selector finds first.
    pub fn text(&self, selector: &str) -> String {
        self.on(selector, "GET", "text", &Value::Null).as_str().unwrap().to_owned()
    }

    /// Clicks what a selector finds first.
    pub fn click(&self, selector: &str) {
        self.on(selector, "POST", "click", &json!({}));
    }

    /// Types into a field in the place of what stands there.
    pub fn fill(&self, selector: &str, text: &str) {
        self.on(selector, "POST", "clear", &json!({}));
        self.give(selector, text);
    }

    /// Types, or hands over a file.
    pub fn give(&self, selector: &str, text: &str) {
        self.on(selector, "POST", "value", &json!({"text": text}));
    }

    /// What an expression comes to on the page.
    pub fn run(&self, script: &str) -> Value {
        self.context("POST", "/execute/sync", &json!({"script": format!("return {script};"), "args": []})).unwrap()
    }

    /// Waits until a selector's text holds something.
    pub fn wait_for(&self, selector: &str, wanted: &str) {
        for _ in 0..LOOKS {
            if self.text(selector).contains(wanted) {
                return;
            }
            std::thread::sleep(LOOK);
        }
        panic!("`{selector}` never said {wanted:?}: {}", self.text(selector));
    }

    /// Keeps the language.
    pub fn speak(&self, lang: &str) {
        let cookie = json!({"cookie": {"name": "lang", "value": lang, "path": "/"}});
        self.context("POST", "/cookie", &cookie).unwrap();
    }

    /// What the console said since it was asked last.
    pub fn console(&self) -> Vec<String> {
        let said = self.context("POST", "/se/log", &json!({"type": "browser"})).unwrap();
        let said = said.as_array().unwrap().iter();
        said.map(|one| one["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Signs in.
    pub fn sign_in(&self, login: &str, password: &str) {
        self.go("/sign-in");
        self.fill("#login", login);
        self.fill("#password", password);
        self.click("form.card button");
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        drop(self.context("DELETE", "", &Value::Null));
    }
}
