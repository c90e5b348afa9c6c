package text

import (
	"testing"

	"echowall/flows/say"
	"echowall/flows/schedule"
)

func spec(t *testing.T, text string) say.Arg {
	t.Helper()
	s, err := schedule.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return say.Schedule(s)
}

func TestWhatComesRoundIsSaidAsPeopleSayIt(t *testing.T) {
	en, zh := speaking(t, "en"), speaking(t, "zh-Hans")
	for text, want := range map[string][2]string{
		"0 9 * * *":        {"every day, 09:00", "每天 09:00"},
		"5 23 * * 0":       {"every Sunday, 23:05", "每周日 23:05"},
		"0 9 * * 1,0,3":    {"every Monday, Wednesday and Sunday, 09:00", "每周一、周三和周日 09:00"},
		"0 9 1 * *":        {"1st of every month, 09:00", "每月1日 09:00"},
		"0 9 2,3,11 * *":   {"2nd, 3rd and 11th of every month, 09:00", "每月2日、3日和11日 09:00"},
		"0 9 12,13,21 * *": {"12th, 13th and 21st of every month, 09:00", "每月12日、13日和21日 09:00"},
		"0 9 22,23,31 * *": {
			"22nd, 23rd and 31st of every month, 09:00 (no 31st in February, April, June, September and November)",
			"每月22日、23日和31日 09:00（2、4、6、9和11月没有31日）"},
		"0 9 15 2-12/2 *":   {"15th of every even month, 09:00", "每逢双月15日 09:00"},
		"0 9 15 1-11/2 *":   {"15th of every odd month, 09:00", "每逢单月15日 09:00"},
		"0 9 15 1,4,7,10 *": {"15th of the first month of every quarter, 09:00", "每季度第一个月15日 09:00"},
		"0 9 15 1,12 *":     {"15th of January and December, 09:00", "每年1和12月15日 09:00"},
		"0 9 29 * *": {"29th of every month, 09:00 (no 29th in February but in leap years)",
			"每月29日 09:00（2月没有29日，闰年才有）"},
		"0 9 31 1,5 *":          {"31st of January and May, 09:00", "每年1和5月31日 09:00"},
		"0 9 31 4-5 *":          {"31st of April and May, 09:00 (no 31st in April)", "每年4和5月31日 09:00（4月没有31日）"},
		"0 9 L * *":             {"last day of every month, 09:00", "每月最后一天 09:00"},
		"0 9 l 2-12/2 *":        {"last day of every even month, 09:00", "每逢双月最后一天 09:00"},
		"0 9 * 6 1":             {"every Monday in June, 09:00", "6月每周一 09:00"},
		"0 9 * 2,4,6,8,10,12 5": {"every Friday in even months, 09:00", "双月每周五 09:00"},
	} {
		saying{text, spec(t, text), want[0], want[1]}.check(t, en, zh)
	}
}
