//! Contacts of institutions: said by themselves or the centre, read by all.

use huigu_desk::{Caller, ContactView, Error, ListContacts, Role, SetContact, TextLine};

use crate::ground::{BANKS, Ground};

fn contact(institution: &str, telephone: &str) -> SetContact {
    let (institution, office) = (TextLine::new(institution).unwrap(), TextLine::new("普惠金融部").unwrap());
    SetContact { institution, office, telephone: TextLine::new(telephone).unwrap(), address: None }
}

#[test]
fn an_institution_says_its_own_and_everybody_reads_the_last() {
    let ground = Ground::with(true);
    let bank = ground.user("bank", Role::Bank, BANKS[0]);
    let centre = ground.user("centre", Role::Centre, "dept-finance-centre");
    let set = |caller: &Caller, asked: SetContact| ground.desk.run(caller, asked);
    let before = ground.last_row();
    for (caller, institution) in [(&bank, BANKS[1]), (&centre, "nobody")] {
        let refused = set(caller, contact(institution, "1")).unwrap_err();
        assert!(matches!(&refused, Error::NotThere { what } if what == institution), "{refused:?}");
    }
    assert_eq!(ground.last_row(), before, "nothing was begun");
    set(&bank, contact(BANKS[0], "0574-1")).unwrap();
    set(&centre, contact(BANKS[1], "0574-2")).unwrap();
    let last = set(&centre, contact(BANKS[0], "0574-3")).unwrap();
    assert!(!last.name.is_empty() && last.name != last.institution, "{last:?}");
    let all: Vec<ContactView> = ground.desk.run(&Caller::public(), ListContacts {}).unwrap().contacts;
    let told: Vec<_> = all.iter().map(|one| (&*one.institution, &*one.telephone)).collect();
    assert_eq!(told, [("", "0574-2"), ("", "0574-3")], "the last of each, by name");
    assert_eq!(all[1].name, last.name);
    let seen = ground.desk.run(&centre, ListContacts {}).unwrap().contacts;
    assert_eq!(seen.iter().map(|one| &*one.institution).collect::<Vec<_>>(), [BANKS[1], BANKS[0]], "by id");
    ground.is_sound("after it");
}

#[test]
fn an_identity_number_is_not_kept_in_the_open() {
    let ground = Ground::with(true);
    let number = "11010519491231002X";
    let kept = ground.desk.run(&crate::ground::operator(), contact(BANKS[0], number)).unwrap();
    assert!(!kept.telephone.contains(number), "{kept:?}");
}
