//! What a test writes and chooses, in words.

use super::plan::{Basis, NOTE};
use super::sheet::{StatusTest, WhatBecomes};

impl Basis {
    /// What is written after the ticket was made, in words.
    pub(super) fn later(&self, becomes: WhatBecomes, statuses: StatusTest) -> Vec<String> {
        let mut later = vec![format!("A private note: “{NOTE}”")];
        if statuses != StatusTest::LeftOut
            && let Some(there) = self.status_there()
        {
            let (halo, here) = (there.halo_name, there.vendor_name);
            later.push(format!("Its status becomes “{halo}”, for “{here}” here."));
        }
        match (statuses, self.status_back()) {
            (StatusTest::ByHalyard, Some(back)) => {
                let (halo, here) = (back.halo_name, back.vendor_name);
                later.push(format!(
                    "Its status becomes “{halo}”, as if somebody in Halo had changed it, and is read as “{here}”."
                ));
            }
            (StatusTest::Watched, _) => {
                later.push("You change its status in Halo; nothing is written.".to_owned());
            }
            (StatusTest::LeftOut | StatusTest::ByHalyard, _) => {}
        }
        later.push(
            match becomes {
                WhatBecomes::Close => "It is closed.",
                WhatBecomes::Delete => "It is deleted, or closed where Halo does not allow that.",
                WhatBecomes::Leave => "It stays as it is then.",
            }
            .to_owned(),
        );
        later
    }

    /// The name of what was chosen in one of the fields that hold a number.
    pub(super) fn choice_name(&self, key: &str, id: i32) -> String {
        let config = &self.config;
        let choices = match key {
            "agent_id" => {
                let known = config.agent(id);
                return known.map_or_else(|| format!("Agent {id}"), |agent| agent.name.clone());
            }
            "impact" => &config.impacts,
            "urgency" => &config.urgencies,
            _ => &config.request_sources,
        };
        let known = choices.iter().find(|choice| choice.id == id);
        known.map_or_else(|| id.to_string(), |choice| choice.name.clone())
    }
}
