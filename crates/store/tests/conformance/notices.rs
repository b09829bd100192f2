//! Official texts and notices: appended, never changed.

use huigu_quantity::Day;
use huigu_store::chain::Hash;
use huigu_store::{Error, NewNotice, Notice, NoticeKind, OfficialText};

use crate::ground::{Ground, Register, tick};

fn attach(register: &mut Register, file: &str, text: &str) -> Result<OfficialText, Error> {
    let opening = register.opening("attach-text");
    let now = &register.now;
    register.store.attach_text(&opening, (file, Hash::of(text.as_bytes()), text), "乙", &|| tick(now))
}

fn publish(register: &mut Register, new: &NewNotice<'_>) -> Result<Notice, Error> {
    let opening = register.opening("publish-notice");
    let now = &register.now;
    register.store.publish_notice(&opening, new, "乙", &|| tick(now))
}

fn withdraw(register: &mut Register, number: u32) -> Result<(), Error> {
    let opening = register.opening("withdraw-notice");
    let now = &register.now;
    register.store.withdraw_notice(&opening, number, ("数字有误", "丙"), &|| tick(now))
}

const PLAIN: NewNotice<'static> = NewNotice {
    kind: NoticeKind::Announcement,
    title: "关于报送的通知",
    text: "一段\n两段",
    until: None,
    settlement: None,
};

/// Two texts, and two notices, of which one shows an approval and the other is withdrawn.
pub fn fill(register: &mut Register, approved: u32) {
    attach(register, "a.txt", "一、甲\n").unwrap();
    attach(register, "b.txt", "一、甲乙\r\n").unwrap();
    publish(register, &PLAIN).unwrap();
    let shown =
        NewNotice { kind: NoticeKind::PublicNotice, until: Some(Day(18_700)), settlement: Some(approved), ..PLAIN };
    publish(register, &shown).unwrap();
    withdraw(register, 1).unwrap();
}

pub fn the_newest_official_text_holds(ground: &Ground) -> String {
    let mut register = ground.register();
    assert_eq!((register.store.official_number(), register.store.official_text()), (Ok(0), Ok(None)));
    let first = attach(&mut register, "方案.txt", "一、甲\n（一）乙\0").unwrap();
    assert_eq!((first.number, first.text.as_str()), (1, "一、甲\n（一）乙\u{fffd}"), "without what cannot be kept");
    assert_eq!(register.store.official_text(), Ok(Some(first.clone())));
    let second = attach(&mut register, "方案.txt", "一、甲").unwrap();
    assert_eq!(register.store.official_number(), Ok(2));
    assert_eq!(register.store.official_text(), Ok(Some(second.clone())));
    assert_eq!(register.store.official_texts(), Ok(vec![first, second]), "nothing is lost");
    format!("{:?}\n{}", register.store.official_texts(), register.all())
}

pub fn a_notice_is_published_and_withdrawn_once(ground: &Ground) -> String {
    let mut register = ground.register();
    assert_eq!(register.store.notices(), Ok(Vec::new()));
    let first = publish(&mut register, &PLAIN).unwrap();
    assert_eq!((first.number, first.kind, first.title.as_str()), (1, PLAIN.kind, PLAIN.title));
    let of_none = NewNotice { settlement: Some(7), ..PLAIN };
    assert_eq!(publish(&mut register, &of_none), Err(Error::NoSuchSettlement { number: 7 }));
    assert_eq!(register.store.notice(1), Ok(first.clone()));
    for absent in [0, 2, u32::MAX] {
        assert_eq!(register.store.notice(absent), Err(Error::NoSuchNotice { number: absent }));
        assert_eq!(withdraw(&mut register, absent), Err(Error::NoSuchNotice { number: absent }));
    }
    assert_eq!(withdraw(&mut register, 1), Ok(()));
    assert_eq!(withdraw(&mut register, 1), Err(Error::NoticeWithdrawn { number: 1 }));
    let found = register.store.notice(1).unwrap();
    let said = found.withdrawn.clone().unwrap();
    assert_eq!((said.reason.as_str(), said.who.as_str()), ("数字有误", "丙"));
    assert_eq!(Notice { withdrawn: None, ..found.clone() }, first, "what was published stays as it was");
    assert_eq!(register.store.notices(), Ok(vec![found]));
    format!("{:?}\n{}", register.store.notices(), register.all())
}
