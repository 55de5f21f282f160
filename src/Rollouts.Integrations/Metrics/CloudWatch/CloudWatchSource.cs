using System.Text.Json;
using System.Text.Json.Nodes;
using Rollouts.Integrations.Alarms;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics.CloudWatch;

/// <summary>One CloudWatch: one region of one account.</summary>
internal sealed class CloudWatchSource(CloudWatchSettings settings, AdapterContext around)
    : IMetricSource,
        IAlarmWatcher
{
    /// <summary>As many as CloudWatch takes in one call.</summary>
    private const int MostQueries = 500;

    private const int MostAlarms = 100;

    private readonly CloudWatchClient _client = new(settings.Endpoint, around);

    public IReadOnlyList<Task<Answer<Reading>>> Ask(
        IReadOnlyList<MetricQuestion> questions,
        CancellationToken cancellation
    )
    {
        var answers = new Task<Answer<Reading>>[questions.Count];
        var present = questions.Max(question => question.Present);
        List<(int At, Asked Asked)> together = [];
        for (var at = 0; at < questions.Count; at++)
        {
            if (!Prepare(questions[at]).TryGet(out var asked, out var fault))
            {
                answers[at] = Task.FromResult<Answer<Reading>>(fault);
                continue;
            }

            if (together.Sum(one => one.Asked.Size) + asked.Size > MostQueries)
            {
                Send(together, answers, present, cancellation);
                together = [];
            }

            together.Add((at, asked));
        }

        Send(together, answers, present, cancellation);
        return answers;
    }

    public async Task<Answer<ValueList<string>>> RingingAsync(ValueList<string> alarms, CancellationToken cancellation)
    {
        List<string> ringing = [];
        foreach (var names in alarms.Chunk(MostAlarms))
        {
            var request = new JsonObject
            {
                ["AlarmNames"] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]),
                // Left out, composite alarms are left out too.
                ["AlarmTypes"] = new JsonArray("MetricAlarm", "CompositeAlarm"),
                ["StateValue"] = "ALARM",
            };
            var fault = await _client
                .AskAsync("DescribeAlarms", request, present: null, page => Take(page, ringing), cancellation)
                .ConfigureAwait(false);
            if (fault is not null)
            {
                return fault;
            }
        }

        return ringing.ToValueList();
    }

    public void Dispose() => _client.Dispose();

    private void Send(
        List<(int At, Asked Asked)> together,
        Task<Answer<Reading>>[] answers,
        Instant? present,
        CancellationToken cancellation
    )
    {
        if (together.Count == 0)
        {
            return;
        }

        var call = new MetricCall(_client, settings.Settling, present).AskAsync(
            [.. together.Select(one => one.Asked)],
            cancellation
        );
        for (var i = 0; i < together.Count; i++)
        {
            answers[together[i].At] = PickAsync(call, i);
        }
    }

    private static async Task<Answer<Reading>> PickAsync(Task<IReadOnlyList<Answer<Reading>>> call, int at) =>
        (await call.ConfigureAwait(false))[at];

    private static Fault? Take(JsonElement page, List<string> ringing)
    {
        foreach (var kind in new[] { "MetricAlarms", "CompositeAlarms" })
        {
            if (page.TryGetProperty(kind, out var alarms) && alarms.ValueKind == JsonValueKind.Array)
            {
                ringing.AddRange(
                    alarms
                        .EnumerateArray()
                        .Where(alarm => AlarmJson.Text(alarm, "StateValue") == "ALARM")
                        .Select(alarm => AlarmJson.Text(alarm, "AlarmName"))
                        .OfType<string>()
                );
            }
        }

        return null;
    }

    private static Answer<Asked> Prepare(MetricQuestion question)
    {
        try
        {
            return question switch
            {
                MetricQuestion.Counts counts => new CloudWatchCountsAsked(counts),
                MetricQuestion.Value value => new CloudWatchValueAsked(value),
                MetricQuestion.Histogram => new Fault(FaultKind.Refused, "CloudWatch keeps no histograms to count"),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
        catch (OutsideException e)
        {
            return e.Fault;
        }
    }
}
