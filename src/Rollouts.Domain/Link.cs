namespace Rollouts.Domain;

/// <summary>A link to more information about a release: its commit, its pipeline.</summary>
/// <param name="Address">An http or https URL without credentials.</param>
public sealed record Link(string Name, string Address)
{
    public const int Most = 10;

    public const string Rule = "an http or https URL without credentials, at most 1000 characters, under a short name";

    private const int LongestAddress = 1000;

    private const int LongestName = 40;

    /// <summary>Returns null unless the address is a web address, because people click on it.</summary>
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
