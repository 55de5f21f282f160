using Microsoft.AspNetCore.Http;

namespace Rollouts.Api.SignIn;

/// <summary>
/// What a browser keeps: no script reads it, no other site's form sends it, and over https its name forbids any other
/// host to plant one (<c>__Host-</c>).
/// </summary>
internal sealed class Cookies(SignInSetup setup)
{
    private const string SessionName = "rollouts";

    private const string AttemptName = "rollouts-sign-in";

    public string? Session(HttpContext context) => context.Request.Cookies[Named(context, SessionName)];

    public string? Attempt(HttpContext context) => context.Request.Cookies[Named(context, AttemptName)];

    /// <summary>Until the browser is closed; how long it is good for is known here and not there.</summary>
    public void PutSession(HttpContext context, string value) => Put(context, SessionName, value, age: null);

    public void PutAttempt(HttpContext context, string value, TimeSpan age) => Put(context, AttemptName, value, age);

    public void DropSession(HttpContext context) => Put(context, SessionName, "", TimeSpan.Zero);

    public void DropAttempt(HttpContext context) => Put(context, AttemptName, "", TimeSpan.Zero);

    private void Put(HttpContext context, string name, string value, TimeSpan? age) =>
        context.Response.Cookies.Append(
            Named(context, name),
            value,
            new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = age,
                Path = "/",
                // Not strict: a link in a chat, and the provider's way back, arrive from elsewhere.
                SameSite = SameSiteMode.Lax,
                Secure = setup.IsSecure(context),
            }
        );

    private string Named(HttpContext context, string name) => setup.IsSecure(context) ? $"__Host-{name}" : name;
}
