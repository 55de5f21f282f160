using System.Globalization;
using System.Text.Json.Nodes;

namespace Rollouts.Integrations.Metrics.CloudWatch;

/// <summary>The queries of one call, each series once however many ask for it.</summary>
internal sealed class CallBuilder
{
    private readonly Dictionary<(CloudWatchMetric Metric, TimeSpan Period), int> _known = [];

    public JsonArray Queries { get; } = [];

    /// <summary>The id under which the series comes back.</summary>
    public string Add(CloudWatchMetric metric, TimeSpan period, bool isReturned)
    {
        if (_known.TryGetValue((metric, period), out var at))
        {
            if (isReturned)
            {
                Queries[at]!["ReturnData"] = true;
            }

            return IdOf(at);
        }

        _known[(metric, period)] = Queries.Count;
        return Add(
            new JsonObject
            {
                ["MetricStat"] = new JsonObject
                {
                    ["Metric"] = new JsonObject
                    {
                        ["Namespace"] = metric.Namespace,
                        ["MetricName"] = metric.Name,
                        ["Dimensions"] = new JsonArray([
                            .. metric.Dimensions.Select(dimension => new JsonObject
                            {
                                ["Name"] = dimension.Key,
                                ["Value"] = dimension.Value,
                            }),
                        ]),
                    },
                    ["Period"] = (int)period.TotalSeconds,
                    ["Stat"] = metric.Stat ?? "Sum",
                },
                ["ReturnData"] = isReturned,
            }
        );
    }

    public string Add(string expression, TimeSpan period) =>
        Add(
            new JsonObject
            {
                ["Expression"] = expression,
                ["Period"] = (int)period.TotalSeconds,
                ["ReturnData"] = true,
            }
        );

    private string Add(JsonObject query)
    {
        var id = IdOf(Queries.Count);
        query["Id"] = id;
        Queries.Add(query);
        return id;
    }

    private static string IdOf(int at) => string.Create(CultureInfo.InvariantCulture, $"q{at}");
}
