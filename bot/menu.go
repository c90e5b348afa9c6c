package bot

import (
	"slices"

	"github.com/go-telegram/bot/models"

	"echowall/bot/text"
	"echowall/flows/people"
	"echowall/flows/permission"
)

// everydayVerbs are the six commands that a resident needs; all else is a button, or for those with an office.
func everydayVerbs() []permission.Verb {
	return []permission.Verb{
		permission.Raise, permission.Mine, permission.Wall, permission.Case, permission.Meetings, permission.Help,
	}
}

// officeVerbs are the commands that only some may give, in the order in which a case needs them.
func officeVerbs() []permission.Verb {
	return []permission.Verb{
		permission.Queue, permission.Screen, permission.Research, permission.Statement, permission.Recuse, permission.Schedule,
		permission.Poll, permission.Fix, permission.Chair, permission.Bring, permission.Reschedule, permission.CallOff,
		permission.Open, permission.Phase, permission.Minutes, permission.Resolve, permission.Choose, permission.Tally,
		permission.Proxy, permission.Publish, permission.Settle, permission.Approve, permission.Return, permission.Assembly, permission.Recurs, permission.Assign,
		permission.Progress, permission.Done, permission.Extend, permission.Close, permission.Reopen, permission.Appoint,
		permission.Dismiss, permission.Invite, permission.QR, permission.Report, permission.Export, permission.Settings, permission.Web, permission.Bind,
		permission.Setup,
		permission.Triage, permission.Team, permission.Volunteer, permission.Visit, permission.Note, permission.Pass, permission.Redo,
		permission.Behalf, permission.Forget, permission.Sort, permission.Experts, permission.Concern, permission.Joint, permission.Link, permission.Unlink,
	}
}

// commonVerbs are the commands that everybody may give and those with an office are shown as well.
func commonVerbs() []permission.Verb {
	return []permission.Verb{permission.People, permission.Procedure, permission.Language}
}

// commands is the command menu of somebody with these roles in a language: six commands for a resident, and for the others what
// their roles allow. In the group the list leaves out what only makes sense in private, and the other way round.
func commands(r *text.Renderer, lang string, roles []people.Role, private bool) []models.BotCommand {
	verbs := everydayVerbs()
	var more []permission.Verb
	for _, v := range officeVerbs() {
		if permission.By(v, roles) && (v != permission.Setup || !private) {
			more = append(more, v)
		}
	}
	if len(more) > 0 {
		verbs = slices.Concat(verbs[:5], more, commonVerbs(), verbs[5:])
	}
	menu := make([]models.BotCommand, 0, len(verbs))
	for _, v := range verbs {
		menu = append(menu, models.BotCommand{Command: string(v), Description: r.Command(lang, v)})
	}
	return menu
}
