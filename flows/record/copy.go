package record

import (
	"reflect"
)

// deep is a copy of a record that shares nothing with it that could be changed. What a type keeps to itself is taken
// over as it is, which is right of what a record holds: moments, and values that nobody changes.
func deep[T any](from *T) *T {
	to := new(T)
	*to = *from
	part(reflect.ValueOf(to).Elem())
	return to
}

// part gives a value its own copy of all that it points to.
func part(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				part(f)
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			own := reflect.New(v.Type().Elem())
			own.Elem().Set(v.Elem())
			part(own.Elem())
			v.Set(own)
		}
	case reflect.Slice:
		partSlice(v)
	case reflect.Map:
		partMap(v)
	}
}

func partSlice(v reflect.Value) {
	if v.IsNil() {
		return
	}
	own := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
	reflect.Copy(own, v)
	for i := range own.Len() {
		part(own.Index(i))
	}
	v.Set(own)
}

func partMap(v reflect.Value) {
	if v.IsNil() {
		return
	}
	own := reflect.MakeMapWithSize(v.Type(), v.Len())
	for each := v.MapRange(); each.Next(); {
		value := reflect.New(v.Type().Elem()).Elem()
		value.Set(each.Value())
		part(value)
		own.SetMapIndex(each.Key(), value)
	}
	v.Set(own)
}
