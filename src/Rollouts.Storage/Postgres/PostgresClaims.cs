using Rollouts.Storage.Driving;

namespace Rollouts.Storage.Postgres;

/// <summary>
/// The statements that claim rollouts: those up to a class, the most urgent first, or the longest overdue of all. Each
/// has a constant text, so that a connection keeps it prepared.
/// </summary>
internal static class PostgresClaims
{
    // Three ranges of the index on class and due time, one after the other. Each fills the places that those before it
    // left. A single range over all classes would read every row that is not due yet.
    private const string Urgent = "class < 3";

    private const string Forward = "class in (3, 4)";

    private const string ByDue = "due.due, due.rollout";

    /// <summary>The queued rollouts, and every class that this build does not know.</summary>
    private const string Rest = "class > 4";

    private static readonly Dictionary<WorkClass, string> ByClass = Enum.GetValues<WorkClass>()
        .ToDictionary(
            least => least,
            least =>
                least <= WorkClass.Deadline ? Statement(Part("urgent", $"class <= {(int)least}", []))
                : least == WorkClass.Start
                    ? Statement(
                        Part("urgent", Urgent, []),
                        Part("forward", Forward, ["urgent"]),
                        Part("rest", Rest, ["urgent", "forward"]),
                        Impossible("true", ["urgent", "forward", "rest"])
                    )
                : Statement(
                    Part("urgent", Urgent, []),
                    Part("forward", Forward, ["urgent"]),
                    Impossible("class <= 4", ["urgent", "forward"])
                )
        );

    private static readonly string OldestOfAll = Statement(ByDue, Oldest("true"), Impossible("true", ["near"]));

    private static readonly string OldestButStarts = Statement(
        ByDue,
        Oldest("class <= 4"),
        Impossible("class <= 4", ["near"])
    );

    public static string Of(ClaimRequest request) =>
        !request.IsByDue ? ByClass[request.Least]
        : request.Least == WorkClass.Start ? OldestOfAll
        : OldestButStarts;

    private static (string Name, string Text) Part(string name, string which, string[] before) =>
        (name, Rows(which, "driving.due <= (select now from clock)", "driving.class, driving.due", before));

    private static (string Name, string Text) Oldest(string which) =>
        ("near", Rows(which, "driving.due <= (select now from clock)", "driving.due", []));

    private static (string Name, string Text) Impossible(string which, string[] before) =>
        ("impossible", Rows(which, "driving.due > (select now from clock) + @impossible", "driving.due", before));

    private static string Rows(string which, string due, string order, string[] before) =>
        $"""
            select driving.rollout, driving.due, driving.class, streams.name, streams.version, streams.head
            from driving
            join streams on streams.name = 'rollout/' || replace(driving.rollout::text, '-', '')
            where {which} and {due}
                and (driving.held_until is null or driving.held_until <= (select now from clock)
                    or driving.held_until > (select now from clock) + @impossible)
                and driving.format <= @reads
            order by {order}
            limit @most{string.Concat(before.Select(name => $" - (select count(*) from {name})"))}
            for update of driving, streams skip locked
            """;

    private static string Statement(params (string Name, string Text)[] parts) =>
        Statement("due.class, due.due, due.rollout", parts);

    private static string Statement(string order, params (string Name, string Text)[] parts) =>
        $"""
            with clock as materialized (select store_now() as now),
            {string.Join("\n", parts.Select(part => $"{part.Name} as materialized ({part.Text}),"))}
            due as ({string.Join(" union all ", parts.Select(part => $"select * from {part.Name}"))}),
            taken as (
                update driving
                set lease = nextval('leases'), held_until = (select now from clock) + @for, holder = @worker
                from due
                where driving.rollout = due.rollout
                returning driving.rollout, driving.lease
            )
            select clock.now, due.rollout, due.due, due.name, due.version, due.head, taken.lease, due.class
            from clock left join (due join taken using (rollout)) on true
            order by {order}
            """;
}
