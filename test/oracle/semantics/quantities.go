package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"k8s.io/apimachinery/pkg/api/resource"
)

func quantityCase(r *random) any {
	texts := []string{quantityText(r), quantityText(r)}
	parsed := []*resource.Quantity{}
	described := []any{}
	for _, text := range texts {
		quantity := &resource.Quantity{}
		if data, _ := json.Marshal(text); quantity.UnmarshalJSON(data) != nil {
			quantity = nil
			described = append(described, nil)
		} else {
			rounded := quantity.DeepCopy()
			rounded.RoundUp(resource.Milli)
			described = append(described, object{
				"text":    quantity.String(),
				"sign":    quantity.Sign(),
				"value":   fmt.Sprint(quantity.Value()),
				"milli":   fmt.Sprint(quantity.MilliValue()),
				"rounded": rounded.String(),
			})
		}
		parsed = append(parsed, quantity)
	}
	result := object{"texts": texts, "quantities": described}
	if parsed[0] != nil && parsed[1] != nil {
		result["order"] = parsed[0].Cmp(*parsed[1])
		sum := parsed[0].DeepCopy()
		sum.Add(*parsed[1])
		result["sum"] = sum.String()
	}
	return result
}

func digits(r *random, most int) string {
	var text strings.Builder
	for range r.IntN(most + 1) {
		text.WriteString(pick(r, "0", "0", "1", "2", "4", "5", "8", "9"))
	}
	return text.String()
}

func quantityText(r *random) string {
	if r.one(12) {
		return pick(r, "", " ", "0", "-0", "+", "-", ".", "+.", "-.5", "5.", "1 ", " 1", "1\t", "\u00a01", "e3", "E", "Ei", ".Ki",
			"1e", "1E+", "1e3e", "0x1", "1,0", "NaN", "1Kib", "1KI", "1B", "1i", "1ii", "1mm", "1eE3", "0e40", "0Ki", "m", "-m", "+1")
	}
	text := pick(r, "", "", "", "", "+", "-")
	most := pick(r, 3, 3, 3, 6, 20, 30)
	text += digits(r, most)
	if r.one(3) {
		text += "." + digits(r, pick(r, 3, 3, 12))
	}
	switch r.IntN(8) {
	case 0, 1, 2, 3:
		text += pick(r, "", "n", "u", "m", "k", "M", "G", "T", "P", "E")
	case 4, 5:
		text += pick(r, "Ki", "Mi", "Gi", "Ti", "Pi", "Ei")
	case 6:
		text += pick(r, "e", "E") + pick(r, "", "+", "-") + pick(r, "0", "1", "2", "3", "6", "09", "12", "18", "24", "40", "4294967297")
	case 7:
		text += pick(r, "K", "mi", "Mb", "g", "ki", "Zi", "%", " Mi", "e1.5", "+3", "-3", "3Ki3", "ee3", "")
	}
	return text
}
