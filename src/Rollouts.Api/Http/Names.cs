using System.Globalization;
using Microsoft.AspNetCore.Http;
using Rollouts.Domain.Rollouts;

namespace Rollouts.Api.Http;

/// <summary>Parses names in requests. An invalid name is refused with the rule for names.</summary>
internal static class Names
{
    private const int Longest = 128;

    public static T Read<T>(string what, string? text, Func<string, T> make)
    {
        // The JSON of a list may hold null items in spite of its type.
        if (text is null)
        {
            throw Refused(what, "it is null");
        }

        if (text.Length > Longest)
        {
            throw Refused(what, $"it is {text.Length} characters long, and {Longest} is the longest");
        }

        try
        {
            return make(text);
        }
        catch (ArgumentException exception)
        {
            // Without the suffix that names a parameter of this code.
            var end = exception.Message.LastIndexOf(" (Parameter", StringComparison.Ordinal);
            throw Refused(what, end < 0 ? exception.Message : exception.Message[..end]);
        }
    }

    public static (ServiceName Service, EnvironmentName Environment) Pair(string service, string environment) =>
        (
            Read("service", service, name => new ServiceName(name)),
            Read("environment", environment, name => new EnvironmentName(name))
        );

    /// <summary>Null if the text cannot be the identity of a rollout.</summary>
    public static RolloutId? Rollout(string text) =>
        Guid.TryParseExact(text, "N", out var id) || Guid.TryParseExact(text, "D", out id) ? new RolloutId(id) : null;

    /// <summary>The prefix of a stream's name; null for null.</summary>
    public static string? Stream(string? text) =>
        text is null || (text.Length <= 2 * Longest && text.All(c => c is > ' ' and <= '~'))
            ? text
            : throw Refused("stream", "no stream's name begins so");

    /// <summary>Null if the text is not a position.</summary>
    public static Position? Position(string text)
    {
        var parts = text.Split('.');
        return
            parts.Length == 3
            && Number(parts[0]) is { } wave
            && Number(parts[1]) is { } step
            && Number(parts[2]) is { } visit
            ? new Position(wave, step, visit)
            : null;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static BadRequestException Refused(string what, string why) =>
        new(new Problem(StatusCodes.Status400BadRequest, "request.name", $"'{what}': {why}"));
}
