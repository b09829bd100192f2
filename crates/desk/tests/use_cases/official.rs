//! The official text: attached once, shown by every desk, the newest holds.

use huigu_desk::{AttachText, Caller, Desk, Error, OfficialTextView, PreviewText, Role, ShowText, TextFile};
use huigu_plan::Unattachable;

use crate::ground::{Ground, operator};

const FIRST: &str = "序\n三、章\n（一）第一稿。\n";

fn attach(ground: &Ground, caller: &Caller, file: &str, bytes: &[u8]) -> Result<OfficialTextView, Error> {
    ground.desk.run(caller, AttachText::of(file, bytes)?)
}

fn shown(desk: &Desk, caller: &Caller) -> OfficialTextView {
    desk.run(caller, ShowText {}).unwrap()
}

#[test]
fn the_newest_text_is_shown_by_every_counter() {
    let ground = Ground::with(true);
    let centre = ground.user("centre", Role::Centre, "dept-finance-centre");
    let public = Caller::public();
    assert!(matches!(ground.desk.run(&public, ShowText {}), Err(Error::NotThere { .. })));
    let first = attach(&ground, &centre, "a.txt", FIRST.as_bytes()).unwrap();
    assert_eq!((first.text, first.official.before.as_slice()), (1, &["序".to_owned()][..]));
    assert_eq!(shown(&ground.desk, &public), first);
    // Another server over the same register, that knows the first.
    let other = ground.other(true);
    assert_eq!(shown(&other, &public), first);
    let second = FIRST.replace("第一稿", "第二稿");
    let second = attach(&ground, &centre, "b.txt", second.as_bytes()).unwrap();
    for desk in [&ground.desk, &other] {
        assert_eq!(shown(desk, &public), second);
    }
    ground.is_sound("after it");
}

#[test]
fn each_encoding_is_read_and_what_is_no_text_refused() {
    let ground = Ground::with(true);
    let (desk, operator) = (&ground.desk, operator());
    let cut = |bytes| desk.run(&operator, PreviewText { text: TextFile::of(bytes).unwrap() }).unwrap();
    let plain = cut(FIRST.as_bytes());
    let marked = [b"\xef\xbb\xbf", FIRST.as_bytes()].concat();
    // 序 三、章 （一）第一稿。 in GB18030.
    let gb = b"\xd0\xf2\r\n\xc8\xfd\xa1\xa2\xd5\xc2\r\n\xa3\xa8\xd2\xbb\xa3\xa9\xb5\xda\xd2\xbb\xb8\xe5\xa1\xa3";
    for bytes in [marked.as_slice(), gb] {
        assert_eq!(cut(bytes), plain);
    }
    let large = vec![b'x'; huigu_plan::MOST_BYTES + 1];
    for (bytes, expected) in [
        (&b"PK\x03\x04"[..], Unattachable::NotText),
        (b"\xff\xfea\0", Unattachable::NotText),
        (b"", Unattachable::NoClause { headings: 0 }),
        (&large, Unattachable::TooLarge { bytes: large.len() }),
    ] {
        let before = ground.last_row();
        let refused = attach(&ground, &operator, "x.txt", bytes).unwrap_err();
        assert!(matches!(&refused, Error::Unattachable(why) if *why == expected), "{refused:?}");
        assert_eq!(ground.last_row(), before, "what cannot be attached is no act");
    }
}

#[test]
fn no_identity_number_is_kept_with_a_text() {
    let ground = Ground::with(true);
    let text = [FIRST, "联系人11010519491231002X\n"].concat();
    let kept = attach(&ground, &operator(), "11010519491231002X.txt", text.as_bytes()).unwrap();
    let shown = format!("{kept:?}");
    assert!(!shown.contains("11010519491231002X") && shown.contains("person-"), "{shown}");
}
