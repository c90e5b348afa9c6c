// Package convening calls people together: meetings and polls for their dates, invitations and who came, chairs and
// phases, agenda and minutes. What is voted on there belongs to package voting; what a meeting is, to the package of
// values meeting.
package convening
