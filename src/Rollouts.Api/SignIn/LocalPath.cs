namespace Rollouts.Api.SignIn;

/// <summary>Where somebody is led after signing in: a page of this service, and never another site.</summary>
internal static class LocalPath
{
    public const string Home = "/sign-in/done";

    private const int Longest = 500;

    /// <summary>The same path where it is one, and home for anything else.</summary>
    public static string Of(string? text) => text is not null && Is(text) ? text : Home;

    // Browsers take two slashes, and a backslash for a slash, for the beginning of another host's name.
    private static bool Is(string text) =>
        text is ['/', ..]
        && text is not ['/', '/', ..]
        && text.Length <= Longest
        && text.All(letter => letter is > ' ' and <= '~' and not '\\');
}
