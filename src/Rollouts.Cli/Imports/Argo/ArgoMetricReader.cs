using Rollouts.Cli.Imports.Drafts;
using Rollouts.Cli.Imports.Sources;

namespace Rollouts.Cli.Imports.Argo;

/// <summary>Reads one metric of an AnalysisTemplate.</summary>
internal sealed class ArgoMetricReader(string file, ArgoArguments arguments, ImportRequest request, LossLog losses)
{
    /// <summary>Argo measures again this many seconds after an error, regardless of the interval.</summary>
    private const double ErrorRetry = 10;

    private const double UsualErrors = 4;

    /// <summary>The interval of a check for which Argo measures once.</summary>
    private static readonly TimeSpan OneMeasurement = TimeSpan.FromSeconds(10);

    /// <param name="taken">The names of the other checks.</param>
    /// <param name="isDryRun">Whether the analysis only shows the metric.</param>
    public ArgoMetric? Read(SourceNode metric, IEnumerable<string> taken, bool isDryRun)
    {
        var name = DraftNames.Unique(metric.TextOf("name"), "metric", taken);
        if (metric["provider"] is not { } provider)
        {
            losses.Lost(file, metric, "a metric without a provider");
            return null;
        }

        foreach (var kind in new[] { "web", "job", "kayenta" })
        {
            if (provider[kind] is { } asked)
            {
                return Gate(metric, asked, kind, name);
            }
        }

        return Query(provider) is { } query ? Check(metric, query, name, isDryRun) : Unknown(metric, provider);
    }

    private ArgoMetric Gate(SourceNode metric, SourceNode asked, string kind, string name)
    {
        losses.Changed(
            file,
            asked.Whole(),
            $"a measurement by '{kind}' became a gate; connect a hook '{name}' that asks the same and answers yes or no"
        );
        metric.Whole();
        return new ArgoMetric(Check: null, name, Lasts: null);
    }

    private ArgoMetric? Unknown(SourceNode metric, SourceNode provider)
    {
        var kind = provider.Keys.FirstOrDefault() ?? "nothing";
        losses.Lost(file, metric, $"metrics of '{kind}' cannot be asked; the check is missing in the plan");
        metric.Whole();
        return null;
    }

    private string? Query(SourceNode provider)
    {
        if (provider["prometheus"] is { } prometheus && prometheus["query"] is { Text: { } text })
        {
            Reported(prometheus, "address", "the address stands in a connection that an administrator makes");
            Reported(prometheus, "authentication", "credentials stand in a connection that an administrator makes");
            var (filled, missing) = arguments.Fill(text);
            if (missing.Count > 0)
            {
                losses.Lost(file, prometheus, $"no value for {string.Join(", ", missing)}; the check is missing");
                return "";
            }

            return DraftText.Quoted(
                string.Join(' ', filled.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            );
        }

        return provider["cloudWatch"] is { } cloudWatch
            ? ArgoCloudWatch.Query(cloudWatch, arguments, file, losses)
            : null;
    }

    private ArgoMetric? Check(SourceNode metric, string query, string name, bool isDryRun)
    {
        var (success, failure) = (metric["successCondition"], metric["failureCondition"]);
        var condition = Condition(metric, success, failure);
        if (query.Length == 0 || condition is null)
        {
            metric.Whole();
            return null;
        }

        var interval = Duration(metric, "interval");
        var count = Count(metric, interval);
        var forgiven = (int)Math.Clamp(NumberOf(metric, "failureLimit") ?? 0, -1, 998);
        if (forgiven < 0)
        {
            losses.Lost(
                file,
                metric["failureLimit"]!,
                "a check that never fails by its failures; it forgives none here"
            );
            forgiven = 0;
        }

        if (forgiven > 0 && count is null)
        {
            losses.Changed(
                file,
                metric["failureLimit"]!,
                $"{forgiven} failures of a whole run became {forgiven} of {forgiven + 1} looks in a row"
            );
        }

        Inconclusive(metric);
        var every = interval ?? OneMeasurement;
        var errors = NumberOf(metric, "consecutiveErrorLimit") ?? UsualErrors;
        var after = SourceDurations.Say(TimeSpan.FromSeconds((Math.Max(0, errors) + 1) * ErrorRetry));
        var draft = new ThresholdDraft
        {
            Name = name,
            Source = request.Source,
            Query = query,
            AtLeast = condition.AtLeast,
            AtMost = condition.AtMost,
            Every = every,
            EveryComment = interval is null ? "Argo measured once" : null,
            WarmUp = Duration(metric, "initialDelay") ?? TimeSpan.Zero,
            Forgiven = forgiven,
            Window = Math.Max(forgiven + 1, forgiven == 0 ? 1 : count ?? forgiven + 1),
            ToleranceComment = metric["failureLimit"] is null ? "Argo's default: failureLimit 0" : null,
            IsDryRun = isDryRun,
            OnNoData = condition.IsEmptyGood ? "ignore" : $"{{ do: rollBack, after: {after} }}",
            OnSourceFailure = $"{{ do: rollBack, after: {after} }}",
            TroubleComment = metric["consecutiveErrorLimit"] is null
                ? "Argo's default: the fifth error in a row"
                : null,
        };
        return new ArgoMetric(draft.Draft(), Gate: null, count is { } times ? every * Math.Max(1, times) : null);
    }

    private ArgoCondition? Condition(SourceNode metric, SourceNode? success, SourceNode? failure)
    {
        if ((success ?? failure) is not { Text: { } text } node)
        {
            losses.Lost(file, metric, "without a condition Argo calls every value good; such a check cannot fail");
            return null;
        }

        var (filled, missing) = arguments.Fill(text);
        var condition =
            missing.Count > 0 ? null
            : success is not null ? ArgoCondition.OfSuccess(filled)
            : ArgoCondition.OfFailure(filled);
        if (condition is null)
        {
            losses.Lost(file, node, $"a threshold cannot say '{node.Short()}'; the check is missing in the plan");
            return null;
        }

        if (condition.IsStrict)
        {
            losses.Changed(file, node, "a value that is exactly the limit is good in the plan, and bad in Argo");
        }

        if (success is not null && failure is not null)
        {
            losses.Changed(
                file,
                failure,
                "values that fulfil neither condition were inconclusive; in the plan what is not a success is a failure"
            );
        }

        return condition;
    }

    private int? Count(SourceNode metric, TimeSpan? interval)
    {
        var count = NumberOf(metric, "count");
        return count is > 0 ? (int)Math.Min(count.Value, 999)
            : interval is null ? 1
            : null;
    }

    private void Inconclusive(SourceNode metric)
    {
        if (metric["inconclusiveLimit"] is { } limit)
        {
            losses.Lost(file, limit, "a check that cannot decide holds the rollout; it has no count of its own");
        }
    }

    private TimeSpan? Duration(SourceNode metric, string key)
    {
        if (metric[key] is not { Text: { } text } node)
        {
            return null;
        }

        var span = SourceDurations.Read(arguments.Fill(text).Text);
        if (span is null || span < TimeSpan.FromSeconds(1))
        {
            losses.Changed(file, node, $"'{text}' is no duration that a check can have; 10s was written");
            return OneMeasurement;
        }

        return span;
    }

    private double? NumberOf(SourceNode metric, string key) =>
        metric[key] is { Text: { } text }
        && double.TryParse(
            arguments.Fill(text).Text,
            System.Globalization.NumberStyles.Float,
            System.Globalization.CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;

    private void Reported(SourceNode node, string key, string reason)
    {
        if (node[key] is { } found)
        {
            losses.Left(file, found.Whole(), reason);
        }
    }
}
