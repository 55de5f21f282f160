namespace Rollouts.EndToEnd.Tests.Relays;

/// <summary>A change of weights on its way to HAProxy.</summary>
/// <param name="By">The worker that sent it.</param>
/// <param name="Shop">The backend section that it changes.</param>
internal sealed record SentLine(string By, string Shop, string Text)
{
    /// <summary>Null where the line changes no weight.</summary>
    public static SentLine? Of(string by, string line)
    {
        const string verb = "set weight ";
        return line.StartsWith(verb, StringComparison.Ordinal)
            ? new SentLine(by, line[verb.Length..line.IndexOf('/', StringComparison.Ordinal)], line)
            : null;
    }

    /// <summary>Its commands in their order: which server, and which weight it is given.</summary>
    public IEnumerable<(string Server, int Weight)> Commands =>
        Text.Split(';', StringSplitOptions.TrimEntries)
            .Select(command => command.Split(' ', '/'))
            .Select(words => (words[3], int.Parse(words[4])));
}
