using Microsoft.AspNetCore.Http;

namespace Rollouts.Api.SignIn;

/// <summary>A failed sign-in, as the person sees it. The log has the exact reason.</summary>
/// <param name="Code">Stable, for searches.</param>
internal sealed record SignInError(int Status, string Code, string Sentence)
{
    public static SignInError NoProvider { get; } =
        new(
            StatusCodes.Status404NotFound,
            "sign-in.no-provider",
            "No identity provider is connected. The machine's operator can create a link with 'rollouts-api link'."
        );

    public static SignInError ChatLinkWrong { get; } =
        new(
            StatusCodes.Status400BadRequest,
            "sign-in.chat-link-wrong",
            "This link is too old, or was not made here. Press the button in the chat again."
        );

    public static SignInError ChatAccountUnknown { get; } =
        new(
            StatusCodes.Status503ServiceUnavailable,
            "sign-in.chat-account-unknown",
            "The chat system does not say at the moment that this account is one of its members. Nothing was linked. "
                + "Try again in a minute."
        );

    public static SignInError ChatAccountNotConfirmed { get; } =
        new(
            StatusCodes.Status400BadRequest,
            "sign-in.chat-account-not-confirmed",
            "The account was not confirmed, or is called otherwise by now. Nothing was linked. Press the button in the "
                + "chat again."
        );

    public static SignInError NotBegun { get; } =
        new(
            StatusCodes.Status400BadRequest,
            "sign-in.not-begun",
            "This sign-in was not begun in this browser, or a while ago. Begin again."
        );

    public static SignInError ProviderRefused { get; } =
        new(StatusCodes.Status403Forbidden, "sign-in.provider-refused", "The provider did not let you sign in.");

    public static SignInError ProviderAway { get; } =
        new(
            StatusCodes.Status502BadGateway,
            "sign-in.provider-away",
            "The provider does not answer, or not with what it should. Try again; the log of this service says more."
        );

    public static SignInError CodeRefused { get; } =
        new(
            StatusCodes.Status403Forbidden,
            "sign-in.code-refused",
            "The provider does not take back what it gave your browser. Begin again."
        );

    public static SignInError TokenRefused { get; } =
        new(
            StatusCodes.Status403Forbidden,
            "sign-in.token-refused",
            "The provider says who you are in a way that cannot be relied on. The log of this service says more."
        );

    public static SignInError Unnamed { get; } =
        new(
            StatusCodes.Status403Forbidden,
            "sign-in.unnamed",
            "The provider does not say who you are in a way that can be written down."
        );

    public static SignInError NoRole { get; } =
        new(
            StatusCodes.Status403Forbidden,
            "sign-in.no-role",
            "You are known to the provider, but nothing here is open to you. Ask an administrator for a role."
        );

    public static SignInError LinkWrong { get; } =
        new(
            StatusCodes.Status403Forbidden,
            "sign-in.link-wrong",
            "This link was used, is too old, or was never good. Have another one made with 'rollouts-api link'."
        );

    public static SignInError CrossSite { get; } =
        new(StatusCodes.Status403Forbidden, "sign-in.cross-site", "This came from another site, and was not done.");

    public static SignInError TooMany { get; } =
        new(
            StatusCodes.Status429TooManyRequests,
            "sign-in.too-many",
            "These are more attempts than one address may make. Wait a minute."
        );
}
