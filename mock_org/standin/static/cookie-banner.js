/* Either answer is remembered for a year, and the banner goes. */

const banner = document.getElementById("onetrust-consent-sdk");

for (const button of banner.querySelectorAll("button")) {
  button.addEventListener("click", () => {
    const answered = `${banner.dataset.answered}=${new Date().toISOString()}`;
    document.cookie = `${answered}; Path=/; Max-Age=31536000; SameSite=Lax; Secure`;
    banner.remove();
  });
}
