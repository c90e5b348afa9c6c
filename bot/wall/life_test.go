package wall_test

import (
	"fmt"
	"time"
)

// live lets the village go through a few cases, so that every page has something to show.
func (v *village) live() {
	day := 24 * time.Hour
	v.say(resident, "raise named 村东头的路灯坏了六年，孩子晚上放学摸黑走，老人摔过两回。请把灯修好。", "photo-dark")
	v.say(neighbour, "support 1")
	v.later(2 * time.Hour)
	v.say(secretary, "screen 1 accept big")
	v.later(day)
	v.say(member, "research 1 东头二百米没有一盏灯亮。供电所说线路老化，要换六盏灯和一段电缆，约需一万二千元。")
	v.say(secretary, "confirm 1")
	v.say(secretary, "schedule 1 2026-06-05 19:30 村委会二楼会议室")
	v.say(member, "rsvp M1 yes")
	v.say(lawyer, "rsvp M1 yes")
	v.later(3*day + 11*time.Hour)
	v.tick("meeting:1")
	v.say(member, "checkin M1")
	v.say(secretary, "resolve 1 A 由供电所在六月底前更换村东头六盏路灯和老化电缆，费用从公益金列支。")
	for _, who := range []int64{member, lawyer, convener} {
		v.say(who, "vote 1.1 yes")
	}
	v.say(secretary, "minutes M1 大家都同意先修灯。李明提出灯杆要离电线远一些，供电所答应照办。")
	v.say(secretary, "publish 1")
	v.say(neighbour, "object 1 灯杆正对着我家窗户，晚上睡不着。")
	v.later(day)
	v.say(secretary, "settle 1 1 dismissed 灯杆会往东移三米，加遮光罩，已和您当面说好。")
	v.later(9 * day)
	v.tick("case:1")
	v.say(authority, "approve 1")
	v.say(secretary, "assign 1 供电所 2026-06-30 更换六盏路灯和电缆")
	v.later(3 * day)
	v.say(handler, "progress 1 电缆已经换好，灯杆立了四根。", "photo-work")

	v.say(resident, "raise named 公交车末班五点半，赶不上孩子放学，能不能晚一点？")
	v.say(secretary, "screen 2 accept small")
	v.say(neighbour, "raise named 西头水渠十年没有清淤，麦地浇不上水")
	v.say(secretary, "screen 3 accept big")
	v.later(time.Hour)
	v.say(resident, "raise anonymous 电动车没地方充电，有人从窗户往下拉线，太危险了")
	v.say(neighbour, "raise named 要求给村干部涨工资")
	v.say(secretary, "screen 5 decline policy 工资标准由上级规定，不在协商范围。")
	v.say(resident, "raise named 村口垃圾桶谁来清？")
	v.say(secretary, "screen 6 answer 环卫站每周二、五来收，夏天改成每天，已和站里说好。")
	v.say(neighbour, "raise named 消防通道被私家车堵住，请划线", "photo-car")
	v.later(8 * day)
	v.tick("case:3", "case:2", "case:4", "case:7", "case:1")
}

// gathers lets the village hold a meeting whose minutes are what was gathered: a member spoke, a neighbour, and all
// voted.
func (v *village) gathers() {
	v.say(secretary, "involve 2 @p"+fmt.Sprint(neighbour))
	v.say(secretary, "schedule 2 "+v.Now().Add(48*time.Hour).Format("2006-01-02 15:04")+" 校门口")
	v.later(48 * time.Hour)
	v.tick("meeting:2")
	v.say(member, "checkin M2")
	v.say(neighbour, "checkin M2")
	v.say(member, "statement 2 末班车晚开半小时就行。")
	v.say(neighbour, "statement 2 孩子在路口等得害怕。")
	v.say(secretary, "resolve 2 A 请公交公司把末班车改到六点。")
	for _, who := range []int64{member, lawyer, convener, neighbour} {
		v.say(who, "vote 2.1 yes")
	}
	v.say(secretary, "minutes M2 draft")
}

// speakArabic fills a village whose people write from right to left.
func (v *village) speakArabic() {
	v.wall.FromRightToLeft()
	v.say(neighbour, "start")
	v.say(resident, "start")
	v.say(secretary, "web")
	v.say(resident, "raise named أضواء الشارع في الطرف الشرقي مطفأة منذ ست سنوات")
	v.say(neighbour, "raise named قناة الري لم تنظف منذ عشر سنوات (10) ولا يصل الماء إلى الحقول")
	v.say(secretary, "screen 1 accept big")
	v.say(neighbour, "support 1")
	v.say(resident, "raise named الحافلة الأخيرة تغادر الساعة 17:30 قبل انتهاء المدرسة")
	v.say(secretary, "screen 3 answer تغادر الحافلة الآن الساعة 18:15")
}
