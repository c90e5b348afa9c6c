package public

import (
	"echowall/flows/life"
	"echowall/flows/research"
	"echowall/flows/say"
	"echowall/flows/work"
)

// looked tells what was seen on the spot before the talk. Who was there is not told.
func looked(_ *life.State, e life.Event) (m Moment, ok bool) {
	if e, visit := e.(research.Visited); visit {
		m, ok = moment(e.Case, "moment.visit", e.Visit.Text,
			say.Args{"Date": say.Date(e.Visit.At), "Place": say.Place(e.Visit.Place)})
		m.Photos = photos(e.Visit.Photos)
	}
	return m, ok
}

func worked(_ *life.State, e life.Event) (m Moment, ok bool) {
	switch e := e.(type) {
	case work.TaskAssigned:
		return moment(e.Case, "moment.assigned", e.Measure, say.Args{"Unit": say.Text(e.Unit), "Due": say.Date(e.Due)})
	case work.TaskExtended:
		return moment(e.Case, "moment.extended", e.Reason, say.Args{"Task": say.Num(e.Task), "Due": say.Date(e.Due)})
	case work.ProgressNoted:
		m, ok = moment(e.Case, "moment.progress", e.Text, say.Args{"Task": say.Num(e.Task)})
		m.Photos = photos(e.Photos)
	case work.TaskDone:
		m, ok = moment(e.Case, "moment.done", e.Evidence, say.Args{"Task": say.Num(e.Task)})
		m.Photos = photos(e.Photos)
	case life.TaskOverdue:
		return moment(e.Case, "moment.task_overdue", "", say.Args{"Task": say.Num(e.Task)})
	}
	return m, ok
}

// watched tells what supervisors and units say to each other of the work.
func watched(_ *life.State, e life.Event) (m Moment, ok bool) {
	switch e := e.(type) {
	case work.TaskClaimed:
		m, ok = moment(e.Case, "moment.claimed", e.Evidence, say.Args{"Task": say.Num(e.Task)})
		m.Photos = photos(e.Photos)
	case work.TaskRefused:
		return moment(e.Case, "moment.redo", e.Reason, say.Args{"Task": say.Num(e.Task)})
	case work.TaskNoted:
		m, ok = moment(e.Case, "moment.noted", e.Text, say.Args{"Task": say.Num(e.Task)})
		m.Photos = photos(e.Photos)
	}
	return m, ok
}
