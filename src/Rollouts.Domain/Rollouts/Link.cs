namespace Rollouts.Domain.Rollouts;

/// <summary>Where more is to be seen of what is released: its commit, its pipeline.</summary>
/// <param name="Address">An http or https URL without credentials.</param>
public sealed record Link(string Name, string Address)
{
    public const int Most = 10;

    public const string Rule = "an http or https URL without credentials, at most 1000 characters, under a short name";

    private const int LongestAddress = 1000;

    private const int LongestName = 40;

    /// <summary>
    /// Null for what is no link: people click on it, so it is an address of the web and nothing else.
    /// </summary>
    public static Link? Make(string name, string address) =>
        Names.Name.IsValid(name)
        && name.Length <= LongestName
        && address.Length <= LongestAddress
        && address.All(c => c is > ' ' and < '\u007f' and not ('<' or '>' or '"' or '\\' or '@'))
        && Uri.TryCreate(address, UriKind.Absolute, out var url)
        && url.Scheme is "http" or "https"
        && url.Host.Length > 0
            ? new Link(name, address)
            : null;
}
