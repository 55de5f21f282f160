namespace Rollouts.Api.SignIn;

/// <summary>The page after the sign-in: a path of this service, and never another site.</summary>
internal static class LocalPath
{
    public const string Home = "/dashboard";

    public const string Done = "/sign-in/done";

    private const int Longest = 500;

    /// <summary>The text if it is a local path, otherwise the home page.</summary>
    public static string Of(string? text) => text is not null && Is(text) ? text : Home;

    // Browsers read two slashes, or a backslash as the second one, as the beginning of a host name.
    private static bool Is(string text) =>
        text is ['/', ..]
        && text is not ['/', '/', ..]
        && text.Length <= Longest
        && text.All(letter => letter is > ' ' and <= '~' and not '\\');
}
