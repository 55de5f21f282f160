using Microsoft.AspNetCore.Http;

namespace Rollouts.Api.SignIn;

/// <summary>
/// The cookies of this service: scripts cannot read them, forms of other sites do not send them, and over https their
/// name (<c>__Host-</c>) keeps other hosts from setting them.
/// </summary>
internal sealed class Cookies(SignInSetup setup)
{
    private const string SessionName = "rollouts";

    private const string AttemptName = "rollouts-sign-in";

    public string? Session(HttpContext context) => context.Request.Cookies[Named(context, SessionName)];

    public string? Attempt(HttpContext context) => context.Request.Cookies[Named(context, AttemptName)];

    /// <summary>Kept until the browser is closed. The store knows when the session ends.</summary>
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
                // Not strict, because links in a chat and the provider's redirect come from other sites.
                SameSite = SameSiteMode.Lax,
                Secure = setup.IsSecure(context),
            }
        );

    private string Named(HttpContext context, string name) => setup.IsSecure(context) ? $"__Host-{name}" : name;
}
