using System.Globalization;
using System.Text;

namespace Rollouts.Sandbox.Metrics;

/// <summary>The counters of Envoy for its upstream clusters, in the format of Prometheus.</summary>
/// <param name="mesh">A part of the cluster names, as App Mesh sets them.</param>
internal sealed class EnvoyMetrics(string mesh)
{
    // The default bucket bounds of Envoy, in milliseconds.
    private static readonly double[] Edges =
    [
        0.5,
        1,
        5,
        10,
        25,
        50,
        100,
        250,
        500,
        1_000,
        2_500,
        5_000,
        10_000,
        30_000,
        60_000,
        300_000,
        600_000,
        1_800_000,
        3_600_000,
    ];

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, Cluster> _clusters = new(StringComparer.Ordinal);

    public void Count(string node, int status, TimeSpan took)
    {
        lock (_lock)
        {
            if (!_clusters.TryGetValue(node, out var cluster))
            {
                _clusters[node] = cluster = new Cluster();
            }

            cluster.Count(status, took.TotalMilliseconds);
        }
    }

    /// <summary>The number of requests to each version so far, by status.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<int, long>> Answers()
    {
        lock (_lock)
        {
            return _clusters.ToDictionary(
                pair => pair.Key,
                pair => (IReadOnlyDictionary<int, long>)new SortedDictionary<int, long>(pair.Value.ByStatus)
            );
        }
    }

    public string Page()
    {
        var page = new StringBuilder();
        lock (_lock)
        {
            Add(page, "envoy_cluster_upstream_rq", "counter", Requests());
            Add(page, "envoy_cluster_upstream_rq_xx", "counter", Classes());
            Add(page, "envoy_cluster_upstream_rq_completed", "counter", Completed());
            Add(page, "envoy_cluster_upstream_rq_time", "histogram", Times());
        }

        return page.ToString();
    }

    private IEnumerable<string> Requests() =>
        from cluster in _clusters
        from status in cluster.Value.ByStatus
        select $"{{envoy_response_code=\"{status.Key}\",{Name(cluster.Key)}}} {status.Value}";

    private IEnumerable<string> Classes() =>
        from cluster in _clusters
        from status in cluster.Value.ByStatus.GroupBy(status => status.Key / 100)
        let count = status.Sum(one => one.Value)
        select $"{{envoy_response_code_class=\"{status.Key}\",{Name(cluster.Key)}}} {count}";

    private IEnumerable<string> Completed() =>
        _clusters.Select(cluster => $"{{{Name(cluster.Key)}}} {cluster.Value.Requests}");

    private IEnumerable<string> Times()
    {
        foreach (var (node, cluster) in _clusters)
        {
            for (var edge = 0; edge < Edges.Length; edge++)
            {
                yield return $"_bucket{{{Name(node)},le=\"{Say(Edges[edge])}\"}} {cluster.Within[edge]}";
            }

            yield return $"_bucket{{{Name(node)},le=\"+Inf\"}} {cluster.Requests}";
            yield return $"_sum{{{Name(node)}}} {Say(cluster.Milliseconds)}";
            yield return $"_count{{{Name(node)}}} {cluster.Requests}";
        }
    }

    private string Name(string node) => $"envoy_cluster_name=\"cds_egress_{mesh}_{node}_http_8080\"";

    private static void Add(StringBuilder page, string metric, string type, IEnumerable<string> lines)
    {
        page.Append("# TYPE ").Append(metric).Append(' ').Append(type).Append('\n');
        foreach (var line in lines)
        {
            page.Append(metric).Append(line).Append('\n');
        }
    }

    private static string Say(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);

    private sealed class Cluster
    {
        public SortedDictionary<int, long> ByStatus { get; } = [];

        public long[] Within { get; } = new long[Edges.Length];

        public long Requests { get; private set; }

        public double Milliseconds { get; private set; }

        public void Count(int status, double milliseconds)
        {
            ByStatus[status] = ByStatus.GetValueOrDefault(status) + 1;
            Requests++;
            Milliseconds += milliseconds;
            for (var edge = 0; edge < Edges.Length; edge++)
            {
                Within[edge] += milliseconds <= Edges[edge] ? 1 : 0;
            }
        }
    }
}
