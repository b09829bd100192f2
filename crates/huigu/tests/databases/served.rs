//! A server as a process of its own, and whoever asks it over a socket.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use huigu_desk::Place;

use crate::ground::binary;

/// A running `huigu serve`; it is stopped when this value goes.
pub struct Served {
    child: Child,
    address: String,
    said: Arc<Mutex<String>>,
    listener: Option<JoinHandle<()>>,
    /// What nobody listens to, kept open.
    unheard: Option<BufReader<ChildStderr>>,
}

impl Served {
    /// Serves a register on a free port.
    pub fn over(place: &Place) -> Self {
        let mut served = Self::unheard(place);
        let (kept, lines) = (Arc::clone(&served.said), served.unheard.take());
        served.listener = Some(std::thread::spawn(move || {
            for line in lines.into_iter().flat_map(BufRead::lines).map_while(Result::ok) {
                let mut said = kept.lock().unwrap();
                said.push_str(&line);
                said.push('\n');
            }
        }));
        served
    }

    /// The same, with nobody who takes its log once it serves.
    pub fn unheard(place: &Place) -> Self {
        let mut child = binary("en", place, &["serve", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap());
        let said = Arc::new(Mutex::new(String::new()));
        let mut address = String::new();
        while address.is_empty() {
            let mut line = String::new();
            assert!(lines.read_line(&mut line).unwrap() > 0, "the server ended: {}", said.lock().unwrap());
            if let Some(rest) = line.split("http://").nth(1) {
                address = rest.split('/').next().unwrap().to_owned();
            }
            said.lock().unwrap().push_str(&line);
        }
        Self { child, address, said, listener: None, unheard: Some(lines) }
    }

    /// Asks whether it lives, so many times over one connection.
    pub fn lives(&self, times: usize) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let mut answers = BufReader::new(stream.try_clone().unwrap());
        for _ in 0..times {
            stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: huigu\r\n\r\n").unwrap();
            let mut line = String::new();
            while line != "ok\n" {
                line.clear();
                assert!(answers.read_line(&mut line).unwrap() > 0, "it ended the connection");
            }
        }
    }

    /// Asks, and gives what came.
    pub fn ask(&self, method: &str, path: &str, headers: &str, body: &str) -> Got {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let length = body.len();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n",
            self.address
        );
        stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes())).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|text| text.parse().ok()).unwrap_or(0);
        Got { status, head: head.to_owned(), body: body.to_owned() }
    }

    /// A page as somebody.
    pub fn get(&self, path: &str, session: &str) -> Got {
        self.ask("GET", path, &format!("Cookie: huigu={session}; lang=en\r\n"), "")
    }

    /// A form sent as somebody, with the token that the page of `from` gives.
    pub fn post(&self, path: &str, session: &str, from: &str, form: &[(&str, &str)]) -> Got {
        let csrf =
            if session.is_empty() { String::new() } else { self.get(from, session).after("name=\"csrf\" value=\"") };
        let pairs = form.iter().copied().chain([("csrf", csrf.as_str())]);
        let body: Vec<String> = pairs.map(|(name, value)| format!("{name}={}", escaped(value))).collect();
        let headers =
            format!("Cookie: huigu={session}; lang=en\r\nContent-Type: application/x-www-form-urlencoded\r\n");
        self.ask("POST", path, &headers, &body.join("&"))
    }

    /// A book sent as somebody.
    pub fn send(&self, session: &str, name: &str, content: &str) -> Got {
        let csrf = self.get("/books", session).after("name=\"csrf\" value=\"");
        let field = format!("--line\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n");
        let about = format!("Content-Disposition: form-data; name=\"files\"; filename=\"{name}\"");
        let body = format!("{field}--line\r\n{about}\r\n\r\n{content}\r\n--line--\r\n");
        let headers =
            format!("Cookie: huigu={session}; lang=en\r\nContent-Type: multipart/form-data; boundary=line\r\n");
        self.ask("POST", "/books", &headers, &body)
    }

    /// The last complaints of the server so far.
    pub fn complaints(&self) -> String {
        let said = self.said.lock().unwrap();
        said.lines().rev().filter(|line| line.contains("ERROR")).take(3).collect()
    }

    /// Stops the server and gives all it said.
    pub fn stopped(mut self) -> String {
        drop(self.child.kill());
        drop(self.child.wait());
        drop(self.listener.take().map(JoinHandle::join));
        self.said.lock().unwrap().clone()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn escaped(value: &str) -> String {
    value
        .bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// What came.
pub struct Got {
    pub status: u16,
    head: String,
    pub body: String,
}

impl Got {
    /// The same, which must have this status.
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}\n{}", self.head, self.body);
        self
    }

    /// The text of the page after a mark, up to the end of its attribute or element.
    pub fn after(&self, mark: &str) -> String {
        let rest =
            self.body.split(mark).nth(1).unwrap_or_else(|| panic!("{mark} is not in {}\n{}", self.head, self.body));
        rest.split(['"', '<']).next().unwrap().to_owned()
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> String {
        let line = self.head.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
        line.unwrap_or_default().to_owned()
    }

    /// The session this answer gives.
    pub fn session(&self) -> String {
        let cookie = self.header("set-cookie");
        cookie.split(['=', ';']).nth(1).unwrap_or_else(|| panic!("{}\n{}", self.head, self.body)).to_owned()
    }
}
