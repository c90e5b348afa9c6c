package locales

import "slices"

// comesRound adds to the ids that the program puts together those of the calendar: what comes round, and how it is set.
func comesRound(built map[string][]string) map[string][]string {
	kinds := words("call collect session monthly joint intake digest minimum")
	options := slices.Concat(words("schedule"), kinds, words("daily weekly eachmonth even odd quarterly off lastday"),
		words("monday tuesday wednesday thursday friday saturday sunday"))
	waits := words("collect gather")
	for prefix, ends := range map[string][]string{
		"wait.": slices.Concat(waits, each(waits, ".by"), words("objections.by")), "hint.": waits,
		"schedule.": kinds, "refuse.spec.": words("fields hour days never"), "setting.": words("schedule"),
		"notice.": words("session.none monthly.none"), "task.": words("session monthly"), "echo.entered.": words("collected"),
		"problem.": words("rhythm monthday clock"),
		"option.":  append(slices.Clone(options), "monthday"), "word.": options,
	} {
		built[prefix] = slices.Concat(built[prefix], ends)
	}
	return built
}
