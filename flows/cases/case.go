// Package cases holds the life of one case: what is known of it, where it stands in its procedure, who is waited for.
// It moves a case when told that something happened; what may happen, and who is told, is package community.
package cases

import (
	"time"

	"echowall/flows/procedure"
)

// Outcome is how a case ended.
type Outcome string

// The outcomes.
const (
	Solved    Outcome = "solved"
	Partly    Outcome = "partly"
	Explained Outcome = "explained"
	Answered  Outcome = "answered"
	Declined  Outcome = "declined"
	Merged    Outcome = "merged"
	Referred  Outcome = "referred"
	Withdrawn Outcome = "withdrawn"
)

// Outcomes lists every outcome.
func Outcomes() []Outcome {
	return []Outcome{Solved, Partly, Explained, Answered, Declined, Merged, Referred, Withdrawn}
}

// Ground is why a case is not for deliberation: the three exclusions (不予协商), or another reason.
type Ground string

// The grounds: against policy or law; expressly ordered by a higher level; discriminatory or unfair; another.
const (
	Policy         Ground = "policy"
	Ordered        Ground = "ordered"
	Discriminatory Ground = "discriminatory"
	Other          Ground = "other"
)

// Case is one matter raised, numbered within its community.
type Case struct {
	Number int      `json:"number"`
	Title  string   `json:"title"`
	Text   string   `json:"text"`
	Photos []string `json:"photos,omitempty"`
	// Raiser is the person who raised it; shown nowhere when Anonymous.
	Raiser    int       `json:"raiser"`
	Anonymous bool      `json:"anonymous,omitempty"`
	Raised    time.Time `json:"raised"`
	// Via says how it came, where no person of the community raised it.
	Via string `json:"via,omitempty"`
	// Weighed is how screening weighed it, with the track and the level that follow; nil where it was not.
	Weighed *Weighed `json:"weighed,omitempty"`
	// Team are those who look into it, Visits what they saw on the spot.
	Team   []int   `json:"team,omitempty"`
	Visits []Visit `json:"visits,omitempty"`
	// EnteredBy is who entered it for a raiser without Telegram; Through is the relative by whom the raiser is kept
	// informed. 0 is nobody.
	EnteredBy int `json:"entered_by,omitempty"`
	Through   int `json:"through,omitempty"`
	// Source is where the matter came from, Topic what sort of matter it is; "" when nobody said.
	Source Source `json:"source,omitempty"`
	Topic  Topic  `json:"topic,omitempty"`
	// Procedure and Version are what the case began under, and ends under.
	Procedure  string          `json:"procedure"`
	Version    int             `json:"version"`
	Track      procedure.Track `json:"track,omitempty"`
	Supporters int             `json:"supporters,omitempty"`
	// Stakeholders are the persons invited for this case.
	Stakeholders []int `json:"stakeholders,omitempty"`

	// Stage is the index of the stage in the procedure. Entered is since when, Due by when it should be left.
	Stage   int       `json:"stage"`
	Entered time.Time `json:"entered"`
	Due     time.Time `json:"due,omitzero"`
	// Overdue says that the passing of Due has been told.
	Overdue bool `json:"overdue,omitempty"`
	// Nudged is the last reminder before Due, Climbed how many more were told since it passed.
	Nudged  time.Time `json:"nudged,omitzero"`
	Climbed int       `json:"climbed,omitempty"`
	Closed  *Closing  `json:"closed,omitempty"`
	// Earlier is the closed case that this one is again; 0 for none. Later are those that this one was again.
	Earlier int   `json:"earlier,omitempty"`
	Later   []int `json:"later,omitempty"`
	// Reopened counts how often.
	Reopened int `json:"reopened,omitempty"`

	// Reworded is how it was changed after others had taken it up; nil where it was not.
	Reworded *Rewording `json:"reworded,omitempty"`

	Findings   *Findings `json:"findings,omitempty"`
	Statements int       `json:"statements,omitempty"`
	Talk       Talk      `json:"talk,omitzero"`
	Motion     *Verdict  `json:"motion,omitempty"`
	// Backing is the verdict of screening that waits for all conveners, Backers are those who have agreed.
	Backing    *Verdict    `json:"backing,omitempty"`
	Backers    []int       `json:"backers,omitempty"`
	Resolution *Resolution `json:"resolution,omitempty"`
	// Submitted is since when a resolution waits for the authority or the assembly where the procedure has no stage for
	// that.
	Submitted  time.Time  `json:"submitted,omitzero"`
	Publicity  Publicity  `json:"publicity,omitzero"`
	Tasks      []Task     `json:"tasks,omitempty"`
	Evaluation Evaluation `json:"evaluation,omitzero"`

	// Lead is the case of another community that this one follows; nil where it is the community's own.
	Lead *Link `json:"lead,omitempty"`
	// Followers are the cases of other communities that follow this one.
	Followers []Link `json:"followers,omitempty"`

	// Echoed is the time of the last public echo. Silences counts those that, since something happened, could only say who
	// is waited for.
	Echoed   time.Time `json:"echoed"`
	Silences int       `json:"silences,omitempty"`
}

// Closing is how and why a case was closed.
type Closing struct {
	Outcome Outcome   `json:"outcome"`
	Ground  Ground    `json:"ground,omitempty"`
	Reason  string    `json:"reason,omitempty"`
	Into    int       `json:"into,omitempty"`
	At      time.Time `json:"at"`
}

// Rewording is that whoever raised a case changed its words after others had supported it, or the office had taken it
// up.
type Rewording struct {
	// Was is what it said first, At when it was changed last.
	Was   string    `json:"was,omitempty"`
	At    time.Time `json:"at"`
	Times int       `json:"times"`
}

// Findings are what was found by looking before talking.
type Findings struct {
	Text string `json:"text"`
	By   int    `json:"by"`
	// Plan says that it is a plan of how to deliberate.
	Plan      bool `json:"plan,omitempty"`
	Confirmed int  `json:"confirmed,omitempty"`
}

// Talk is where deliberation stands.
type Talk struct {
	// Round counts the ballots without consensus, plus one; a case that is reopened begins anew.
	Round int `json:"round,omitempty"`
	// Meeting is the meeting the case is on the agenda of; Heard says that it was opened.
	Meeting int  `json:"meeting,omitempty"`
	Heard   bool `json:"heard,omitempty"`
	// Ballot is the id of the open ballot; Ballots counts all there were.
	Ballot  string `json:"ballot,omitempty"`
	Ballots int    `json:"ballots,omitempty"`
	// Counts are the results of the last ballot, a community each, where several deliberate together.
	Counts []Count `json:"counts,omitempty"`
}

// VerdictKind is what screening decides.
type VerdictKind string

// The verdicts.
const (
	Accept  VerdictKind = "accept"
	Decline VerdictKind = "decline"
	Merge   VerdictKind = "merge"
	Answer  VerdictKind = "answer"
	Refer   VerdictKind = "refer"
)

// Verdict is a decision of screening.
type Verdict struct {
	Kind   VerdictKind     `json:"kind"`
	Track  procedure.Track `json:"track,omitempty"`
	Ground Ground          `json:"ground,omitempty"`
	Into   int             `json:"into,omitempty"`
	Text   string          `json:"text,omitempty"`
}

// Publicity is the time in which anybody may object.
type Publicity struct {
	From       time.Time   `json:"from,omitzero"`
	Until      time.Time   `json:"until,omitzero"`
	Objections []Objection `json:"objections,omitempty"`
}

// Objection is one objection to a published resolution.
type Objection struct {
	Number int       `json:"number"`
	By     int       `json:"by"`
	Text   string    `json:"text"`
	At     time.Time `json:"at"`
	// Ruling is "", "upheld" or "dismissed".
	Ruling string `json:"ruling,omitempty"`
	Reason string `json:"reason,omitempty"`
}

// The rulings on an objection.
const (
	Upheld    = "upheld"
	Dismissed = "dismissed"
)

// Task is who does what by when.
type Task struct {
	Number   int       `json:"number"`
	Unit     string    `json:"unit"`
	Measure  string    `json:"measure"`
	Due      time.Time `json:"due"`
	Extended int       `json:"extended,omitempty"`
	Progress string    `json:"progress,omitempty"`
	Overdue  bool      `json:"overdue,omitempty"`
	// Nudged is the last reminder before Due.
	Nudged   time.Time `json:"nudged,omitzero"`
	Done     time.Time `json:"done,omitzero"`
	Evidence string    `json:"evidence,omitempty"`
	Photos   []string  `json:"photos,omitempty"`
	// Claimed is when the unit said that it was done, where a supervisor must agree; zero when nobody waits for that.
	Claimed time.Time `json:"claimed,omitzero"`
	// Refused counts how often a supervisor did not agree.
	Refused int `json:"refused,omitempty"`
}

// Weighed is how a case was weighed, and what follows.
type Weighed struct {
	procedure.Weighed
	Track procedure.Track `json:"track"`
	Level procedure.Level `json:"level"`
}

// Visit is a look on the spot before the talk.
type Visit struct {
	At     time.Time `json:"at"`
	Place  string    `json:"place"`
	By     int       `json:"by"`
	Text   string    `json:"text"`
	Photos []string  `json:"photos,omitempty"`
}

// IsDone tells whether the task was reported done.
func (t *Task) IsDone() bool { return !t.Done.IsZero() }
