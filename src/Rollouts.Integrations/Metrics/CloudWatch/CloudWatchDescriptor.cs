using Rollouts.Domain.Connections;
using Rollouts.Integrations.Aws;
using Rollouts.PlanFiles.Shapes;
using Rollouts.PlanFiles.Words;

namespace Rollouts.Integrations.Metrics.CloudWatch;

/// <summary>Amazon CloudWatch.</summary>
internal static class CloudWatchDescriptor
{
    /// <summary>Most of AWS's own metrics are up to a minute late. This default still counts them.</summary>
    private static readonly TimeSpan UsualSettling = TimeSpan.FromMinutes(1);

    private static readonly AwsEndpointKeys Keys = new("monitoring", TimeSpan.FromSeconds(10));

    private static readonly Key<TimeSpan> Settling = Key.Optional(
        "settling",
        new TextShape<TimeSpan>(
            "plan.bad-duration",
            "a duration from 0s to 15m",
            TimeWords.SpanPattern,
            (string text, out TimeSpan span) => Spans.TryParse(text, out span) && span <= TimeSpan.FromMinutes(15)
        ),
        UsualSettling,
        $"How long after its end a period is whole: numbers come late; {Spans.Say(UsualSettling)}."
    );

    private static readonly TypedSettings<CloudWatchSettings> Connection = new(
        new MapShape<CloudWatchSettings>(
            "cloudWatchConnection",
            "a connection to CloudWatch",
            [.. Keys.All, Settling],
            values => new CloudWatchSettings(Keys.Read(values), values.Get(Settling))
        )
    );

    public static readonly SourceDescriptor Descriptor = new()
    {
        Traits = new SourceTraits
        {
            Key = "cloudWatch",
            Title = "CloudWatch",
            Language = new CloudWatchFields(),
            LeastEvery = CloudWatchWords.UsualPeriod,
        },
        Query = CloudWatchWords.Query.Shape,
        Connection = Connection.Shape,
        Settling = settings => Connection.Read(settings).Settling,
        Open = (settings, around) => new CloudWatchSource(Connection.Read(settings), around),
    };
}
