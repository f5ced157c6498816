/* Before a session ends for want of activity its user is asked; to go on, the page is asked for once more. */

const dialog = document.getElementById("session-timeout");

function wait() {
  setTimeout(() => dialog.showModal(), Number(dialog.dataset.warnIn) * 1000);
}

dialog.querySelector("button").addEventListener("click", async () => {
  await fetch(location.href, { method: "HEAD" }).catch(() => null);
  dialog.close();
  wait();
});
wait();
