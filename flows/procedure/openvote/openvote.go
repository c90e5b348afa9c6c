// Package openvote has the method that trials and measurements run by: every resident votes at once and without a
// meeting, so that a whole village can be in a hurry. It is not among those that come with the program, for it leaves
// out what a community needs: nobody looks into a case, nothing is published before it is done, and what is urgent is
// done without a vote. Tests of the bot and of the program use it, and the load tool; nothing that serves people does.
package openvote

import "fmt"

// Method is the procedure as a file, by its id. echoEvery is its promise of an echo, written as procedures write it:
// 7d.
func Method(id, echoEvery string) []byte {
	return fmt.Appendf(nil, method, id, echoEvery)
}

const method = `
id: %s
version: 1
names: {en: Open vote}
echo_every: %s
stages:
  - {kind: intake, names: {en: Collect}}
  - {kind: screening, names: {en: Screen}}
  - kind: deliberation
    names: {en: Talk}
    ballot: {electorate: residents, base: cast, majority: ">1/2", open: 3d}
  - {kind: implementation, names: {en: Do}}
  - {kind: evaluation, names: {en: Judge}, window: 7d}
tracks:
  big: {}
  urgent: {skip: [deliberation]}
`
