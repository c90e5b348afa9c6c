// Package evaluation lets people judge whether it worked: who is asked, what they say, and whether the case closes or
// goes on.
package evaluation
