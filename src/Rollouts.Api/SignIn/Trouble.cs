using Microsoft.AspNetCore.Http;

namespace Rollouts.Api.SignIn;

/// <summary>Why a sign-in came to nothing, as the person is told. What exactly was wrong stands in the log.</summary>
/// <param name="Code">Stable, for whoever looks it up.</param>
internal sealed record Trouble(int Status, string Code, string Sentence)
{
    public static Trouble NoProvider { get; } =
        new(
            StatusCodes.Status404NotFound,
            "sign-in.no-provider",
            "No provider is set up here. Whoever owns the machine has a link made with 'rollouts-api link'."
        );

    public static Trouble NotBegun { get; } =
        new(
            StatusCodes.Status400BadRequest,
            "sign-in.not-begun",
            "This sign-in was not begun in this browser, or a while ago. Begin again."
        );

    public static Trouble ProviderRefused { get; } =
        new(StatusCodes.Status403Forbidden, "sign-in.provider-refused", "The provider did not let you sign in.");

    public static Trouble ProviderAway { get; } =
        new(
            StatusCodes.Status502BadGateway,
            "sign-in.provider-away",
            "The provider does not answer, or not with what it should. Try again; the log of this service says more."
        );

    public static Trouble CodeRefused { get; } =
        new(
            StatusCodes.Status403Forbidden,
            "sign-in.code-refused",
            "The provider does not take back what it gave your browser. Begin again."
        );

    public static Trouble TokenRefused { get; } =
        new(
            StatusCodes.Status403Forbidden,
            "sign-in.token-refused",
            "The provider says who you are in a way that cannot be relied on. The log of this service says more."
        );

    public static Trouble Unnamed { get; } =
        new(
            StatusCodes.Status403Forbidden,
            "sign-in.unnamed",
            "The provider does not say who you are in a way that can be written down."
        );

    public static Trouble NoRole { get; } =
        new(
            StatusCodes.Status403Forbidden,
            "sign-in.no-role",
            "You are known to the provider, but nothing here is open to you. Ask an administrator for a role."
        );

    public static Trouble LinkWrong { get; } =
        new(
            StatusCodes.Status403Forbidden,
            "sign-in.link-wrong",
            "This link was used, is too old, or was never good. Have another one made with 'rollouts-api link'."
        );

    public static Trouble CrossSite { get; } =
        new(StatusCodes.Status403Forbidden, "sign-in.cross-site", "This came from another site, and was not done.");

    public static Trouble TooMany { get; } =
        new(
            StatusCodes.Status429TooManyRequests,
            "sign-in.too-many",
            "These are more attempts than one address may make. Wait a minute."
        );
}
