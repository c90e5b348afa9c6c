package public_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/community"
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/public"
)

// untold are the events of which no page tells, each with its reason.
func untold() map[string]string {
	const (
		person = "it is about a person, and no business of whoever reads a page"
		whole  = "it is about the community as a whole and belongs to no case"
		asks   = "it only asks those who owe something"
		counts = "it is counted, and told with the sum"
		paper  = "it keeps the office's papers in order"
	)
	return map[string]string{
		"community.founded": whole, "community.setting": whole, "community.moved": whole, "community.bound": whole,
		"community.standing": person,
		"community.days":     whole, "community.method": whole, "community.station": whole, "community.renewed": whole,
		"community.rules": whole, "community.rolled_back": whole,
		"schedule.set": whole, "schedule.called": whole, "page.moved": whole, "page.key": whole,
		"joint.called": whole, "tie.asked": whole, "tie.linked": whole, "tie.refused": whole, "tie.unlinked": whole,
		"letter.turned_back": whole,
		"person.joined":      person, "person.appointed": person, "person.dismissed": person, "person.code": person,
		"person.erased": person, "person.returned": person, "person.roll": person,
		"person.away": person, "person.muted": person, "person.unmuted": person, "person.back": person,
		"person.proposed": person, "person.dropped": person,
		"person.term_ending": person, "case.stakeholder": person, "research.team": person, "meeting.chair": person,
		"meeting.invited":  person,
		"meeting.answered": person, "meeting.checked_in": person, "meeting.chosen": person, "ballot.recused": person,
		"case.supported": counts, "case.unsupported": counts, "ballot.vote": counts, "ballot.entered": asks,
		"evaluation.rated": counts,
		"statement.made":   "it stands in the minutes",
		"meeting.reminded": asks, "meeting.poll_reminded": asks, "meeting.offered": asks, "meeting.chased": asks,
		"ballot.reminded": asks, "case.reminded": asks,
		"case.climbed": asks, "screening.backed": asks, "meeting.phase": "it is told at the meeting",
		"case.photos": "they stand with the matter", "case.sorted": "it is told with the figures",
		"case.follower_found": paper,
	}
}

// told are events of which too little is told by their name alone.
func told() map[string]string {
	return map[string]string{
		"case.stage": `{"case":1,"why":"taken"}`, "ballot.closed": `{"ballot":"1.1","result":"adopted"}`,
		"ballot.opened":     `{"ballot":{"id":"1.2","case":1}}`,
		"meeting.scheduled": `{"meeting":{"number":1,"cases":[1]}}`, "meeting.polled": `{"meeting":{"number":1,"cases":[1]}}`,
		"case.weighed": `{"case":1,"weighed":{"track":"small","level":"grid"}}`,
	}
}

// Whatever happens in public has words: an event is either told of its case, or it is said here why not. So nobody adds
// an event and forgets the page.
func TestEveryEventIsToldOrNot(t *testing.T) {
	s := hamlet(t)
	happen(s, convening.MeetingScheduled{Meeting: meeting.Meeting{Number: 1, Cases: []int{1}, At: noon.Add(time.Hour),
		Status: meeting.Scheduled}})
	untold, samples := untold(), told()
	for _, name := range community.EventNames() {
		sample := samples[name]
		if sample == "" {
			sample = `{"case":1,"meeting":1}`
		}
		e, err := community.DecodeEvent(name, []byte(sample))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		moments := public.Moments(s, e, noon)
		_, silent := untold[name]
		switch {
		case silent && moments != nil:
			t.Errorf("%s is said not to be told, and is: %+v", name, moments)
		case !silent && (len(moments) != 1 || moments[0].Case != 1 || moments[0].Message.ID == ""):
			t.Errorf("%s has no words in moment.go, and no reason here: %+v", name, moments)
		}
	}
	for name := range untold {
		if !slices.Contains(community.EventNames(), name) {
			t.Errorf("there is no event %s", name)
		}
	}
}

// Why a case entered a stage is told, unless another event of the same moment tells it.
func TestEveryReasonToMoveIsTold(t *testing.T) {
	s := hamlet(t)
	for _, why := range []string{"taken", "supported", "time", life.Collected, "judged", "talked"} {
		if m := public.Moments(s, life.StageEntered{Case: 1, Stage: 1, Why: why}, noon); len(m) != 1 {
			t.Errorf("%q is told as %+v", why, m)
		}
	}
	if m := public.Moments(s, life.StageEntered{Case: 1, Stage: 1}, noon); m != nil {
		t.Errorf("what another event tells is told twice: %+v", m)
	}
}
