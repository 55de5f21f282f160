using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Rollouts.Api.Limits;
using Rollouts.Integrations.Chat;

namespace Rollouts.Api.SignIn;

/// <summary>
/// The pages of the sign-in: no script, one style that the policy allows by its hash, and forms only to this service.
/// </summary>
internal static class Pages
{
    private const string Style =
        "body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:4rem auto;padding:0 1rem;color:#1b1f24;"
        + "background:#fff}button{font:inherit;padding:.5rem 1rem}code{color:#57606a}"
        + "@media(prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}code{color:#9198a1}}";

    private static readonly string StyleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{StyleHash}'; form-action 'self'; base-uri 'none'; "
        + "frame-ancestors 'none'";

    public static IResult Link(HttpContext context, string code) =>
        Page(
            context,
            StatusCodes.Status200OK,
            "Sign in to Rollouts",
            "<p>This signs you in as the administrator of this installation, once.</p>"
                + "<form method=\"post\" action=\"/sign-in/first\">"
                + $"<input type=\"hidden\" name=\"code\" value=\"{Encoded(code)}\">"
                + "<button>Sign in</button></form>"
        );

    public static IResult Done(HttpContext context, Caller caller, string proof) =>
        Page(
            context,
            StatusCodes.Status200OK,
            "You are signed in",
            $"<p>You are signed in as <strong>{Encoded(caller.Actor.Name)}</strong>.</p>"
                + "<form method=\"post\" action=\"/sign-out\">"
                + $"<input type=\"hidden\" name=\"csrf\" value=\"{Encoded(proof)}\">"
                + "<button>Sign out</button></form>"
        );

    /// <param name="name">What the chat system calls the account.</param>
    /// <param name="before">The person that the account is linked to now; null for none.</param>
    public static IResult ChatLink(
        HttpContext context,
        Caller caller,
        ChatUser user,
        string name,
        string? before,
        string code,
        string proof
    ) =>
        Page(
            context,
            StatusCodes.Status200OK,
            "Link a chat account",
            $"<p>You are signed in as <strong>{Encoded(caller.Actor.Name)}</strong>.</p>"
                + $"<p>The account <strong>{Encoded(name)}</strong>, <code>{Encoded(user.Id)}</code> of the workspace "
                + $"<code>{Encoded(user.Workspace)}</code>, asks to be linked to you. From then on, what it approves, "
                + "rejects or rolls back counts as yours.</p>"
                + (before is null ? "" : $"<p>It is linked to <strong>{Encoded(before)}</strong> now.</p>")
                + "<p><strong>Go on only if you pressed the button in your own chat a moment ago.</strong> If another "
                + "person sent you this link, close this page: that person would decide in your name.</p>"
                + $"<form method=\"post\" action=\"/chat/link?code={Encoded(Uri.EscapeDataString(code))}\">"
                + $"<input type=\"hidden\" name=\"csrf\" value=\"{Encoded(proof)}\">"
                + $"<input type=\"hidden\" name=\"account\" value=\"{Encoded(name)}\">"
                + $"<p><label><input type=\"checkbox\" name=\"mine\" value=\"{Encoded(user.Id)}\" required> "
                + $"I use the account {Encoded(name)} ({Encoded(user.Id)}) myself, and no other person does."
                + "</label></p>"
                + "<button>Link this account to me</button></form>"
        );

    public static IResult ChatLinked(HttpContext context, Caller caller, ChatUser user) =>
        Page(
            context,
            StatusCodes.Status200OK,
            "Your chat account is linked",
            $"<p>The account <code>{Encoded(user.Id)}</code> decides as "
                + $"<strong>{Encoded(caller.Actor.Name)}</strong>. Go back to the chat and press again.</p>"
        );

    public static IResult Left(HttpContext context) =>
        Page(
            context,
            StatusCodes.Status200OK,
            "You are signed out",
            "<p>You are signed out here. Your provider may still know you.</p><p><a href=\"/sign-in\">Sign in</a></p>"
        );

    public static IResult Of(HttpContext context, SignInError trouble) =>
        Page(
            context,
            trouble.Status,
            "This did not work",
            $"<p>{Encoded(trouble.Sentence)}</p><p><code>{trouble.Code}</code> "
                + $"<code>{Encoded(context.TraceIdentifier)}</code></p><p><a href=\"/sign-in\">Sign in</a></p>"
        );

    private static IResult Page(HttpContext context, int status, string title, string body)
    {
        SecurityHeaders.PutPolicy(context, Policy);
        return Results.Text(
            $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>"
                + "<meta name=\"viewport\" content=\"width=device-width\">"
                + $"<style>{Style}</style></head><body><h1>{title}</h1>{body}</body></html>\n",
            "text/html",
            Encoding.UTF8,
            status
        );
    }

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
