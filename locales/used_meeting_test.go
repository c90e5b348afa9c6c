package locales

import "slices"

// builtOfMeetings lists the ids of meetings that the program puts together; see built.
func builtOfMeetings() map[string][]string {
	forms, purposes := words("in_person online written"), words("regular inspection argument appraisal mediation")
	options := slices.Concat(forms, purposes, words("notice draft confirm"))
	written := words(".written")
	return map[string][]string{
		"form.": forms, "purpose.": purposes, "option.": options, "setting.": words("notice"),
		"word.": slices.Concat(forms, purposes, words("notice draft all nodate")),
		"wait.": words("date date.by"), "hint.": words("date"), "button.do.": words("fix"), "role.": words("chair"),
		"problem.":      words("dates"),
		"minutes.vote.": words("open adopted rejected no_quorum tied void lost replaced"),
		"paper.vote.":   words("open adopted rejected no_quorum tied void lost replaced"),
		"meeting.head.": words("polled open.written"), "meetings.mine.": words("yes no maybe unsaid"),
		"meetings.line.": words("polled scheduled open scheduled.written open.written"),
		// The beginnings of these are variables.
		"echo.scheduled": written, "echo.rescheduled": written, "echo.opened": written, "notice.invited": written,
		"notice.moved":  written,
		"notice.agenda": written, "notice.reminder.meeting": written, "notice.minutes": written,
		"task.minutes": words(".late"),
		"task.resolve": written, "receipt.scheduled": written, "receipt.opened": written,
	}
}
