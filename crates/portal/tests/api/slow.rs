//! Whoever holds a place too long: slow heads, slow bodies, slow readers, and
//! heads larger than any should be.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use huigu_portal::Timeouts;

use crate::client::RequestContext;
use crate::ground::{Server, person, shared};

const SHORT: Duration = Duration::from_millis(300);
/// Long enough that a server which waits for its usual time is found out.
const LONG: Duration = Duration::from_secs(8);

fn hasty() -> Server {
    Server::with_timeouts(Timeouts { head: SHORT, body: SHORT, reading: SHORT })
}

/// What comes of a connection whose sender goes on with nothing, and how long it took.
fn answer_to(server: &Server, said: &str) -> (String, Duration) {
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream.set_read_timeout(Some(LONG)).unwrap();
    stream.write_all(said.as_bytes()).unwrap();
    #[expect(clippy::disallowed_methods, reason = "a test of waiting looks at the clock")]
    let began = Instant::now();
    let mut answer = String::new();
    drop(stream.read_to_string(&mut answer));
    (answer, began.elapsed())
}

fn of(login: &str, path: &str, headers: &str) -> String {
    let session = &person(login).session;
    format!("POST {path} HTTP/1.1\r\nHost: huigu\r\nCookie: huigu={session}\r\nConnection: close\r\n{headers}\r\n")
}

#[test]
fn who_sends_too_slowly_is_told_so_and_let_go() {
    let server = hasty();
    let (answer, took) = answer_to(&server, "GET /plan HTTP/1.1\r\nHost: hui");
    assert!(answer.is_empty() && took < LONG, "a head that does not come: {answer} {took:?}");
    let form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n";
    let (answer, took) = answer_to(&server, &format!("{}csrf=", of("centre", "/simulate/keep", form)));
    assert!(answer.starts_with("HTTP/1.1 408") && took < LONG, "{answer} {took:?}");
    let sending = "Content-Type: multipart/form-data; boundary=l\r\nContent-Length: 100000\r\n";
    let field = format!("--l\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{}\r\n", person("bank").csrf);
    let file = "--l\r\nContent-Disposition: form-data; name=\"files\"; filename=\"loans.csv\"\r\n\r\nlender,";
    for said in [String::new(), field.clone(), format!("{field}{file}")] {
        let (answer, took) = answer_to(&server, &format!("{}{said}", of("bank", "/books", sending)));
        assert!(answer.starts_with("HTTP/1.1 408") && took < LONG, "{answer} {took:?}");
    }
    let token = &person("bank").token;
    let head = format!(
        "POST /api/v1/books/loans HTTP/1.1\r\nHost: huigu\r\nConnection: close\r\nAuthorization: Bearer {token}\r\nContent-Type: text/csv\r\nContent-Length: 100000\r\n\r\nlender,"
    );
    let (answer, took) = answer_to(&server, &head);
    assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("too-slow") && took < LONG, "{answer} {took:?}");
}

/// What comes of a connection on which nothing but `said` is said.
fn is_let_go(mut stream: TcpStream, said: &[u8]) {
    stream.set_read_timeout(Some(LONG)).unwrap();
    stream.write_all(said).unwrap();
    let ended = stream.read_to_end(&mut Vec::new());
    let waited = ended.as_ref().is_err_and(|error| matches!(error.kind(), std::io::ErrorKind::WouldBlock));
    assert!(!waited, "{} holds its place", String::from_utf8_lossy(said));
}

#[test]
fn who_says_nothing_or_half_of_what_http_2_begins_with_is_let_go() {
    const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    let server = hasty();
    let said: Vec<&[u8]> = (0..40).map(|at| &PREFACE[..at % PREFACE.len()]).collect();
    let open: Vec<TcpStream> = said.iter().map(|_| TcpStream::connect(server.address).unwrap()).collect();
    std::thread::scope(|scope| {
        for (stream, said) in open.into_iter().zip(said) {
            scope.spawn(move || is_let_go(stream, said));
        }
    });
}

/// A frame of HTTP/2: type, flags, stream and payload.
fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let mut frame = (payload.len() as u32).to_be_bytes()[1..].to_vec();
    frame.extend([kind, flags]);
    frame.extend(stream.to_be_bytes());
    frame.extend(payload);
    frame
}

/// Asks for a page over HTTP/2 by so many streams, each with so much room for
/// its answer, and answers every ping; whether the server ends it.
fn without_room(server: &Server, streams: u32, room: u32) -> bool {
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream.set_read_timeout(Some(LONG)).unwrap();
    let mut said = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec();
    // SETTINGS_INITIAL_WINDOW_SIZE
    said.extend(frame(4, 0, 0, &[&[0, 4], &room.to_be_bytes()[..]].concat()));
    // GET, http, :path and :authority as they are.
    let head = [&[0x82, 0x86, 0x04, 5], &b"/plan"[..], &[0x01, 5], b"huigu"].concat();
    (0..streams).for_each(|at| said.extend(frame(1, 0x5, 2 * at + 1, &head)));
    stream.write_all(&said).unwrap();
    // Pings come each time a head may take; this many are long past any time.
    let mut pings = 0;
    while pings < 40 {
        let mut head = [0; 9];
        if let Err(error) = stream.read_exact(&mut head) {
            return !matches!(error.kind(), std::io::ErrorKind::WouldBlock);
        }
        let mut payload = vec![0; u32::from_be_bytes([0, head[0], head[1], head[2]]) as usize];
        if stream.read_exact(&mut payload).is_err() {
            return true;
        }
        if head[3..5] == [6, 0] {
            pings += 1;
            if stream.write_all(&frame(6, 1, 0, &payload)).is_err() {
                return true;
            }
        }
    }
    false
}

#[test]
fn who_gives_its_answers_no_room_is_let_go() {
    let server = hasty();
    assert!(without_room(&server, 3, 0), "no room at all");
    assert!(without_room(&server, 3, 1), "room for a byte, and then no more");
    RequestContext::get("/healthz").send(server.address).expect(200);
}

#[test]
fn who_may_not_send_books_takes_nobodys_place() {
    let server = shared();
    let sending = "Content-Type: multipart/form-data; boundary=l\r\nContent-Length: 100000\r\n";
    // Strangers begin to send, and go on with nothing.
    let strangers: Vec<TcpStream> = (0..12)
        .map(|_| {
            let mut stream = TcpStream::connect(server.address).unwrap();
            stream.write_all(of("public", "/books", sending).as_bytes()).unwrap();
            stream
        })
        .collect();
    let book = "lender,loan_id,date,class\nanyuan-bank,000000101,2022-11-30,special-mention\n";
    let check = RequestContext::new("POST", "/api/v1/books/loan_classes/check?name=c.csv").csv(book);
    server.context(&check.token(&person("bank").token)).expect(200);
    drop(strangers);
}

#[test]
fn a_sending_of_endless_fields_is_refused() {
    let server = shared();
    let field = format!("--l\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n{}\r\n", "x".repeat(4000));
    let body = field.repeat(200);
    let sending = format!("Content-Type: multipart/form-data; boundary=l\r\nContent-Length: {}\r\n", body.len());
    let mut stream = TcpStream::connect(server.address).unwrap();
    // It may be refused before all of it is sent.
    drop(stream.write_all(format!("{}{body}", of("public", "/books", &sending)).as_bytes()));
    let mut answer = Vec::new();
    drop(stream.read_to_end(&mut answer));
    assert!(answer.starts_with(b"HTTP/1.1 413"), "{}", String::from_utf8_lossy(&answer));
}

#[test]
fn who_does_not_read_is_let_go() {
    const ASKED: usize = 4000;
    let server = hasty();
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream.set_write_timeout(Some(Duration::from_secs(2))).unwrap();
    stream.set_read_timeout(Some(LONG)).unwrap();
    let page = "GET /plan HTTP/1.1\r\nHost: huigu\r\n\r\n";
    // The server stops to read what is asked while nobody reads its answers.
    for _ in 0..ASKED {
        if stream.write_all(page.as_bytes()).is_err() {
            break;
        }
    }
    std::thread::sleep(SHORT * 5);
    let mut came = Vec::new();
    let ended = stream.read_to_end(&mut came);
    let whole = came.windows(15).filter(|run| run == b"HTTP/1.1 200 OK").count();
    assert!(whole < ASKED, "not all were answered: {whole}");
    let waited = ended.as_ref().is_err_and(|error| matches!(error.kind(), std::io::ErrorKind::WouldBlock));
    assert!(!waited, "the connection was ended: {ended:?}");
    RequestContext::get("/healthz").send(server.address).expect(200);
}

#[test]
fn heads_larger_than_any_should_be_are_refused() {
    let server = shared();
    let large = "x".repeat(100_000);
    let get = |target: &str, headers: &str| {
        let (answer, _) =
            answer_to(server, &format!("GET {target} HTTP/1.1\r\nHost: huigu\r\n{headers}Connection: close\r\n\r\n"));
        answer.split(' ').nth(1).unwrap_or_default().to_owned()
    };
    assert_eq!(get("/plan", &format!("Cookie: huigu={large}\r\n")), "431");
    assert_eq!(
        get("/plan", &format!("Cookie: {}\r\n", "a=b; ".repeat(9_000))),
        "200",
        "many are read, none is believed"
    );
    assert_eq!(get("/plan", &"X-A: b\r\n".repeat(500)), "431");
    assert!(["414", "431"].contains(&get(&format!("/plan?date={large}"), "").as_str()));
    for broken in
        ["Content-Length: 5\r\nContent-Length: 6\r\n", "Transfer-Encoding: chunked, x\r\n", "X: a\r\n b\r\n : c\r\n"]
    {
        let (answer, _) =
            answer_to(server, &format!("POST /sign-in HTTP/1.1\r\nHost: huigu\r\n{broken}Connection: close\r\n\r\n"));
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{broken}: {answer}");
    }
    // A request hidden in the body of another is a body.
    let hidden = "GET /healthz HTTP/1.1\r\nHost: huigu\r\n\r\n";
    let (answer, _) = answer_to(
        server,
        &format!(
            "POST /sign-in HTTP/1.1\r\nHost: huigu\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{hidden}",
            hidden.len()
        ),
    );
    assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{answer}");
}

#[test]
fn many_connections_are_answered() {
    let server = shared();
    let open: Vec<TcpStream> = (0..400).map(|_| TcpStream::connect(server.address).unwrap()).collect();
    for mut stream in open {
        stream.set_read_timeout(Some(LONG)).unwrap();
        stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: huigu\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
}

/// Bytes of memory this process holds now, and of files it has open without a name.
#[cfg(target_os = "linux")]
fn held() -> (u64, u64) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("RssAnon:")).unwrap();
    let memory = line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() << 10;
    let open = std::fs::read_dir("/proc/self/fd").unwrap().filter_map(|entry| entry.ok()?.path().metadata().ok());
    (memory, open.filter(std::fs::Metadata::is_file).map(|about| about.len()).max().unwrap_or(0))
}

#[cfg(target_os = "linux")]
#[test]
fn a_book_on_its_way_takes_a_disk_and_no_memory() {
    const WHOLE: usize = 192 << 20;
    let server = Server::new();
    let field = format!("--l\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{}\r\n", person("bank").csrf);
    let file = "--l\r\nContent-Disposition: form-data; name=\"files\"; filename=\"loan_events.csv\"\r\n\r\n";
    let length = field.len() + file.len() + WHOLE;
    let sending = format!("Content-Type: multipart/form-data; boundary=l\r\nContent-Length: {length}\r\n");
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream.write_all(format!("{}{field}{file}", of("bank", "/books", &sending)).as_bytes()).unwrap();
    let (before, _) = held();
    let piece = vec![b'x'; 1 << 20];
    // All but the last piece: it is never whole, so nothing reads it.
    for _ in 1..WHOLE / piece.len() {
        if stream.write_all(&piece).is_err() {
            let mut answer = String::new();
            drop(stream.read_to_string(&mut answer));
            panic!("refused: {answer}");
        }
    }
    // What was sent has arrived once the file has it, but for what sockets hold.
    let waited = (0..200).map(|_| {
        std::thread::sleep(Duration::from_millis(20));
        held()
    });
    let (after, _) =
        waited.into_iter().find(|(_, file)| *file > (WHOLE * 3 / 4) as u64).expect("the book is in a file");
    let grown = after.saturating_sub(before);
    assert!(grown < (WHOLE / 2) as u64, "memory grew by {grown} bytes while a book of {WHOLE} came in");
}
