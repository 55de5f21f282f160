using System.Text.Json;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Metrics.CloudWatch;

/// <summary>The values of one query id over all pages, by period.</summary>
internal sealed class Series
{
    private readonly SortedDictionary<long, double> _values = [];
    private string? _status;
    private string? _message;

    /// <summary>The value of the period that begins then; null if there is none.</summary>
    public double? this[Instant begin] => _values.TryGetValue(begin.Microseconds, out var value) ? value : null;

    /// <summary>Adds one page; returns false if it is no series.</summary>
    public bool Take(JsonElement result)
    {
        _status = result.TryGetProperty("StatusCode", out var status) ? status.GetString() : _status;
        if (
            result.TryGetProperty("Messages", out var messages)
            && messages.ValueKind == JsonValueKind.Array
            && messages.GetArrayLength() > 0
        )
        {
            _message = Said(messages[0]);
        }

        if (
            !result.TryGetProperty("Timestamps", out var times)
            || !result.TryGetProperty("Values", out var values)
            || times.GetArrayLength() != values.GetArrayLength()
        )
        {
            return false;
        }

        foreach (var (time, value) in times.EnumerateArray().Zip(values.EnumerateArray()))
        {
            if (!time.TryGetDouble(out var seconds) || !value.TryGetDouble(out var number))
            {
                return false;
            }

            _values[(long)Math.Round(seconds * 1_000_000)] = number;
        }

        return true;
    }

    /// <summary>
    /// Why the values must not be used; null if they are complete. Incomplete values may be arbitrarily wrong.
    /// </summary>
    public Fault? Refusal(string whom) =>
        _status switch
        {
            "Complete" when _message is null => null,
            "Complete" => new Fault(FaultKind.Unusable, $"{whom} has doubts, so its answer is not used: {_message}"),
            "Forbidden" => new Fault(FaultKind.Denied, $"{whom} forbids it: {_message ?? "nothing"}"),
            null => new Fault(FaultKind.Unusable, $"{whom} leaves out what it was asked for"),
            var status => new Fault(
                FaultKind.Broken,
                $"{whom} has not all of it ({ForeignText.Quoted(status)}): {_message ?? "nothing"}"
            ),
        };

    public static string Said(JsonElement message)
    {
        string Part(string name) =>
            message.ValueKind == JsonValueKind.Object && message.TryGetProperty(name, out var part)
                ? part.ToString()
                : "";
        return ForeignText.Quoted($"{Part("Code")} {Part("Value")}");
    }
}
