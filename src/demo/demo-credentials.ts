/** The credentials the imitated servers ask for: invented, and of no use anywhere else. */
export const DEMO_CREDENTIALS = {
  githubToken: "demo-github-token",
  gitlabToken: "demo-gitlab-token",
  jenkinsUser: "demo",
  jenkinsToken: "demo-jenkins-token",
} as const;
