using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Rollouts.Engine.Observing;

/// <summary>Writes metrics in Prometheus's text format.</summary>
internal sealed class PrometheusText
{
    private readonly StringBuilder _text = new();

    public void Write(Metric metric)
    {
        var name = NameOf(metric.Name, metric.Unit, metric.MetricType.IsSum());
        _text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {Escape(metric.Description, quotes: false)}\n");
        _text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {TypeOf(metric.MetricType)}\n");
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            var labels = LabelsOf(point.Tags);
            if (metric.MetricType.IsHistogram())
            {
                WriteHistogram(name, labels, point);
            }
            else
            {
                WriteLine(name, labels, ValueOf(metric.MetricType, point));
            }
        }
    }

    public override string ToString() => _text.ToString();

    /// <summary>
    /// <c>rollouts.drive.lateness</c> in seconds becomes <c>rollouts_drive_lateness_seconds</c>. Counters end with
    /// <c>_total</c>.
    /// </summary>
    public static string NameOf(string name, string? unit, bool isSum) =>
        name.Replace('.', '_') + (unit == "s" ? "_seconds" : "") + (isSum ? "_total" : "");

    private static string TypeOf(MetricType type) =>
        type.IsHistogram() ? "histogram"
        : type.IsSum() ? "counter"
        : "gauge";

    private static double ValueOf(MetricType type, MetricPoint point) =>
        type switch
        {
            MetricType.LongSum => point.GetSumLong(),
            MetricType.DoubleSum => point.GetSumDouble(),
            MetricType.LongGauge => point.GetGaugeLastValueLong(),
            MetricType.DoubleGauge => point.GetGaugeLastValueDouble(),
            _ => double.NaN,
        };

    private static string LabelsOf(ReadOnlyTagCollection tags)
    {
        List<string> labels = [];
        foreach (var (name, value) in tags)
        {
            var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            labels.Add($"{name.Replace('.', '_')}=\"{Escape(text, quotes: true)}\"");
        }

        return string.Join(',', labels);
    }

    private static string Escape(string text, bool quotes)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
        return quotes ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }

    private void WriteHistogram(string name, string labels, MetricPoint point)
    {
        var (upTo, before) = (0L, labels.Length == 0 ? "" : labels + ",");
        foreach (var bucket in point.GetHistogramBuckets())
        {
            upTo += bucket.BucketCount;
            var edge = double.IsPositiveInfinity(bucket.ExplicitBound) ? "+Inf" : Said(bucket.ExplicitBound);
            WriteLine(name + "_bucket", $"{before}le=\"{edge}\"", upTo);
        }

        WriteLine(name + "_sum", labels, point.GetHistogramSum());
        WriteLine(name + "_count", labels, point.GetHistogramCount());
    }

    private void WriteLine(string name, string labels, double value)
    {
        _text.Append(name);
        if (labels.Length > 0)
        {
            _text.Append('{').Append(labels).Append('}');
        }

        _text.Append(' ').Append(Said(value)).Append('\n');
    }

    private static string Said(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
