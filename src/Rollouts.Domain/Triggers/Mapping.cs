namespace Rollouts.Domain.Triggers;

/// <summary>Maps an event by a trigger to the version that it announces.</summary>
public static class Mapping
{
    private const int LongestReason = 1000;

    private const int LongestAuthor = 200;

    /// <summary>The outcome, with the result of each expression.</summary>
    public static (Outcome Outcome, ValueList<Finding> Findings) Of(Trigger trigger, Fields fields)
    {
        List<Finding> findings = [];
        for (var i = 0; i < trigger.When.Count; i++)
        {
            var condition = trigger.When[i];
            var given = fields(condition.Field);
            findings.Add(new Finding($"when[{i}]", condition.Text, given, condition.Holds(given)));
        }

        if (findings.Find(finding => !finding.IsUsable) is { } unmet)
        {
            return (
                new Outcome.Passes($"'{unmet.Expression}' does not hold: {Said(unmet.Given)}"),
                findings.ToValueList()
            );
        }

        Find("service", trigger.Service, Name.IsValid);
        Find("environment", trigger.Environment, Name.IsValid);
        Find("version", trigger.Version, HostileText.IsHarmless);
        Find("reason", trigger.Reason, text => text is { Length: > 0 });
        var (authors, hasUnknown) = AuthorsOf(trigger, fields, findings);
        var links = LinksOf(trigger, fields, findings);
        var bad = findings.Find(finding =>
            finding is { IsUsable: false, Part: "service" or "environment" or "version" }
        );
        return (
            bad is not null
                ? new Outcome.Fails(WhyNot(bad))
                : new Outcome.Fires(
                    new Announcement
                    {
                        Service = new ServiceName(Given("service")!),
                        Environment = new EnvironmentName(Given("environment")!),
                        Version = new VersionName(Given("version")!),
                        Reason = PlainText.Of(
                            Given("reason") is { Length: > 0 } said ? said : "announced",
                            LongestReason
                        ),
                        Mode = trigger.Mode,
                        Authors = authors,
                        HasUnknownAuthor = hasUnknown,
                        Links = links,
                    }
                ),
            findings.ToValueList()
        );

        void Find(string part, TriggerText text, Func<string?, bool> isUsable)
        {
            var given = text.Fill(fields);
            findings.Add(new Finding(part, text.Text, given, isUsable(given)));
        }

        string? Given(string part) => findings.First(finding => finding.Part == part).Given;
    }

    private static (ValueList<string> Authors, bool HasUnknown) AuthorsOf(
        Trigger trigger,
        Fields fields,
        List<Finding> findings
    )
    {
        List<string> authors = [];
        for (var i = 0; i < trigger.Authors.Count; i++)
        {
            var given = trigger.Authors[i].Fill(fields);
            var isKnown = !string.IsNullOrWhiteSpace(given) && given.Length <= LongestAuthor;
            findings.Add(new Finding($"authors[{i}]", trigger.Authors[i].Text, given, isKnown));
            if (isKnown)
            {
                authors.Add(PlainText.Of(given!, LongestAuthor));
            }
        }

        return (authors.Distinct(StringComparer.Ordinal).ToValueList(), authors.Count < trigger.Authors.Count);
    }

    private static ValueList<Link> LinksOf(Trigger trigger, Fields fields, List<Finding> findings)
    {
        List<Link> links = [];
        foreach (var link in trigger.Links)
        {
            var given = link.Address.Fill(fields);
            var made = given is null ? null : Link.Make(link.Name, given);
            findings.Add(new Finding($"links.{link.Name}", link.Address.Text, given, made is not null));
            if (made is not null)
            {
                links.Add(made);
            }
        }

        return links.ToValueList();
    }

    private static string WhyNot(Finding bad) =>
        bad.Given is null
            ? $"the event has no value for the {bad.Part}, '{bad.Expression}'"
            : $"{Said(bad.Given)} can be no {bad.Part}: {(bad.Part == "version" ? HostileText.Rule : Name.Rule)}";

    private static string Said(string? given) =>
        given is null ? "the event does not say it" : $"'{PlainText.Of(given, 100)}'";
}
