package feed

import (
	"time"
)

// The case as other programs read it. Fields are added, never renamed; texts are as people wrote them, and to be
// escaped by whoever shows them.
type (
	// Case is a case in a list.
	Case struct {
		Number     int        `json:"number"`
		Title      string     `json:"title"`
		URL        string     `json:"url"`
		Status     string     `json:"status"` // open, closed
		Stage      string     `json:"stage"`
		Step       string     `json:"step"`
		StepNumber int        `json:"step_number"`
		Steps      int        `json:"steps"`
		Raised     time.Time  `json:"raised"`
		Updated    time.Time  `json:"updated"`
		Due        *time.Time `json:"due,omitempty"`
		Overdue    bool       `json:"overdue"`
		Supporters int        `json:"supporters"`
		WaitingFor string     `json:"waiting_for,omitempty"`
		Outcome    string     `json:"outcome,omitempty"`
		Reason     string     `json:"reason,omitempty"`
		MergedInto int        `json:"merged_into,omitempty"`
	}
	// Whole is a case with all that is public of it.
	Whole struct {
		Case
		Text       string      `json:"text"`
		Photos     []string    `json:"photos,omitempty"`
		Findings   string      `json:"findings,omitempty"`
		Resolution *Resolution `json:"resolution,omitempty"`
		Tasks      []Task      `json:"tasks,omitempty"`
		Judged     *Judged     `json:"judged,omitempty"`
		History    []Event     `json:"history"`
	}
	// Resolution is what was decided.
	Resolution struct {
		Text  string    `json:"text"`
		Class string    `json:"class"`
		As    string    `json:"as"`
		At    time.Time `json:"at"`
	}
	// Task is a piece of the work.
	Task struct {
		Number  int        `json:"number"`
		Unit    string     `json:"unit"`
		Measure string     `json:"measure"`
		Due     time.Time  `json:"due"`
		Done    *time.Time `json:"done,omitempty"`
		Overdue bool       `json:"overdue"`
	}
	// Judged is what people said of the result.
	Judged struct {
		Count     int `json:"count"`
		Answered  int `json:"answered"`
		Solved    int `json:"solved"`
		Partly    int `json:"partly"`
		Unsolved  int `json:"unsolved"`
		Satisfied int `json:"satisfied"`
		Silent    int `json:"silent"`
	}
	// Event is something that happened.
	Event struct {
		At   time.Time `json:"at"`
		What string    `json:"what"`
		Text string    `json:"text,omitempty"`
	}
)

// Moment is a time that may be unset.
func Moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
