using Rollouts.Domain.Freezes;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.PlanLanguage.Language;

/// <summary>A freeze: every week on some days, or once between two dates.</summary>
internal static class FreezeShape
{
    public static readonly Shape<Freeze> Shape = Make();

    private static MapShape<Freeze> Make()
    {
        var name = Key.Required(
            "name",
            NameWords.Freeze,
            "The name of the freeze. A rollout that waits for its end says the name."
        );
        var zone = Key.Required("timeZone", TimeWords.Zone, "The time zone of its clock, as in Europe/Berlin.");
        var reason = Key.Maybe("reason", TextWords.Any, "Why.");
        var weekly = Key.Maybe("weekly", Weekly(), "Every week: { days: [fri], from: '16:00', to: '23:00' }.");
        var dated = Key.Maybe("once", Dated(), "Once: { from: 2026-12-20T18:00, until: 2027-01-02T08:00 }.");
        return new(
            "freeze",
            "a freeze",
            [name, zone, reason, weekly, dated],
            values =>
                values.Get(weekly) is { } week
                    ? new Freeze.Weekly(
                        values.Get(name),
                        values.Get(zone),
                        values.Get(reason),
                        week.Days,
                        week.From,
                        week.To
                    )
                    : new Freeze.Dated(
                        values.Get(name),
                        values.Get(zone),
                        values.Get(reason),
                        values.Get(dated)!.From,
                        values.Get(dated)!.Until
                    )
        )
        {
            ExactlyOneOf = [weekly, dated],
        };
    }

    private static MapShape<Week> Weekly()
    {
        var days = Key.Required(
            "days",
            Lists.Of(
                new ChoiceShape<DayOfWeek>(
                    ("mon", DayOfWeek.Monday),
                    ("tue", DayOfWeek.Tuesday),
                    ("wed", DayOfWeek.Wednesday),
                    ("thu", DayOfWeek.Thursday),
                    ("fri", DayOfWeek.Friday),
                    ("sat", DayOfWeek.Saturday),
                    ("sun", DayOfWeek.Sunday)
                )
            ),
            "The days on which it begins."
        );
        var from = Key.Optional(
            "from",
            TimeWords.TimeOfDay,
            TimeOnly.MinValue,
            "When it begins; midnight unless told otherwise."
        );
        var to = Key.Optional(
            "to",
            TimeWords.TimeOfDay,
            TimeOnly.MinValue,
            "When it ends, the next day where that is not later; midnight unless told otherwise."
        );
        return new(
            "weekly",
            "a week",
            [days, from, to],
            values => new Week(values.Get(days), values.Get(from), values.Get(to))
        );
    }

    private static MapShape<Dates> Dated()
    {
        var from = Key.Required("from", TimeWords.Moment, "When it begins, on the clock of its time zone.");
        var until = Key.Required("until", TimeWords.Moment, "When it ends.");
        return new("dated", "two dates", [from, until], values => new Dates(values.Get(from), values.Get(until)));
    }

    private sealed record Week(ValueList<DayOfWeek> Days, TimeOnly From, TimeOnly To);

    private sealed record Dates(LocalMoment From, LocalMoment Until);
}
