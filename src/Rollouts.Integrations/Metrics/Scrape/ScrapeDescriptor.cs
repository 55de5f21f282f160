using Rollouts.Domain.Connections;
using Rollouts.Integrations.Http;
using Rollouts.PlanFiles.Documents;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.Metrics.Scrape;

/// <summary>Metrics that are scraped directly from the processes, for installations without a metrics server.</summary>
internal static class ScrapeDescriptor
{
    /// <summary>A page is made in memory; a process that needs longer has other worries.</summary>
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(3);

    private static readonly EndpointKeys Keys = new("Where a page is.", UsualTimeout);

    private static readonly Key<ValueList<ScrapeTarget>> Targets = Key.Required(
        "targets",
        Lists.Of(Target()),
        "The processes; each an address, or a map of 'address' and 'labels'."
    );

    private static readonly TypedSettings<ScrapeSettings> Connection = new(
        new MapShape<ScrapeSettings>("scrapeConnection", "a direct scrape", [Targets, .. Keys.WithoutAddress], Read)
    );

    public static readonly SourceDescriptor Descriptor = new()
    {
        Traits = new SourceTraits
        {
            Key = "scrape",
            Title = "direct scrape",
            Language = new ScrapeQueries(),
            Dialect = "prometheus",
            HasHistograms = true,
            HasLabels = true,
        },
        Connection = Connection.Shape,
        Open = (settings, around) => new ScrapeSource(Connection.Read(settings), around),
    };

    private static ScrapeSettings Read(KeyValues values)
    {
        var targets = values.Get(Targets);
        if (targets.Count > ScrapeLimits.MostTargets)
        {
            values.Refuse(
                "plan.bad-value",
                $"{targets.Count} targets are more than the {ScrapeLimits.MostTargets} that are read directly; a "
                    + "metrics server does that better"
            );
        }

        if (targets.Select(target => target.Page).Distinct().Count() < targets.Count)
        {
            values.Refuse("plan.bad-value", "the same page stands there twice, and would be counted twice");
        }

        return new ScrapeSettings(targets, Keys.Read(values, targets[0].Address));
    }

    private static ByKindShape<ScrapeTarget> Target()
    {
        var address = Key.Required("address", EndpointKeys.Address, "The page; /metrics where no path is named.");
        var labels = Key.Optional(
            "labels",
            new NamedValuesShape<string>(
                "labels and their values",
                "^[A-Za-z_][A-Za-z0-9_]{0,127}$",
                IsLabel,
                "a label has letters, digits and '_'",
                TextWords.Any
            ),
            [],
            "Labels of all series of this process, as in { version: v2 }."
        );
        var map = new MapShape<ScrapeTarget>(
            "scrapeTarget",
            "a process",
            [address, labels],
            values => new ScrapeTarget(values.Get(address), values.Get(labels))
        );
        return new(
            "an address, or { address: ..., labels: { ... } }",
            (node => node is Mapping, map),
            (_ => true, EndpointKeys.Address.Into(page => new ScrapeTarget(page, [])))
        );
    }

    private static bool IsLabel(string text) =>
        text.Length is > 0 and <= 128
        && !char.IsAsciiDigit(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
