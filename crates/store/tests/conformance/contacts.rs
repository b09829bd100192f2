//! Where institutions can be reached: appended, and of each the last one holds.

use huigu_store::{Contact, Error, NewContact};

use crate::ground::{Ground, Register, tick};

fn set(register: &mut Register, organisation: &str, telephone: &str) -> Result<Contact, Error> {
    let opening = register.opening("set-contact");
    let new = NewContact { organisation, office: "普惠金融部", telephone, address: "" };
    let now = &register.now;
    register.store.set_contact(&opening, &new, "乙", &|| tick(now))
}

/// Of one institution two, of another one.
pub fn fill(register: &mut Register) {
    for (organisation, telephone) in [("bank-a", "1"), ("bank-b", "2"), ("bank-a", "3")] {
        set(register, organisation, telephone).unwrap();
    }
}

pub fn the_last_of_each_institution_holds(ground: &Ground) -> String {
    let mut register = ground.register();
    assert_eq!(register.store.contacts(), Ok(Vec::new()));
    fill(&mut register);
    let all = register.store.contacts().unwrap();
    let told: Vec<_> = all.iter().map(|one| (one.number, &*one.organisation, &*one.telephone)).collect();
    assert_eq!(told, [(3, "bank-a", "3"), (2, "bank-b", "2")]);
    assert_eq!((all[0].office.as_str(), all[0].address.as_str(), all[0].who.as_str()), ("普惠金融部", "", "乙"));
    let cleaned = set(&mut register, "bank-b", "4\0").unwrap();
    assert_eq!(cleaned.telephone, "4\u{fffd}", "without what cannot be kept");
    assert_eq!(register.store.contacts().unwrap()[1], cleaned);
    register.is_well();
    format!("{:?}\n{}", register.store.contacts(), register.all())
}
